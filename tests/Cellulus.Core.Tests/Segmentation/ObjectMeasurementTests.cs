using Xunit;

namespace Cellulus.Tests;

public class ObjectMeasurementTests
{
    [Fact]
    public void Sizes_places_boxes_and_intensities_are_exact()
    {
        int[] labels =
        [
            0, 1, 1, 0,
            0, 1, 0, 0,
            2, 2, 2, 0,
        ];
        float[] values = [.. Enumerable.Range(0, 24).Select(i => (float)i)];
        SegmentedObject[] objects = ObjectMeasurement.Measure(
            LabelImage.FromLabels(labels, new ImageShape(3, 4)), MicroscopyImage.FromPixels(values, new ImageShape(3, 4), 2), [0.25, 0.75]);

        Assert.Equal([1, 2], objects.Select(o => o.Id));
        Assert.Equal([3, 3], objects.Select(o => o.Area));
        Assert.Equal(new PixelPosition(4 / 3.0, 1 / 3.0), objects[0].Centroid);
        Assert.Equal(new PixelPosition(1, 2), objects[1].Centroid);
        Assert.Equal(new PixelBox(1, 0, 0, 2, 2, 1), objects[0].BoundingBox);
        Assert.Equal(new PixelBox(0, 2, 0, 3, 1, 1), objects[1].BoundingBox);
        Assert.Equal([(1 + 2 + 5) / 3.0, (13 + 14 + 17) / 3.0], objects[0].MeanIntensity);
        Assert.Equal([0.25, 0.75], objects.Select(o => o.Confidence));
    }

    [Fact]
    public void Volumes_have_a_third_coordinate()
    {
        int[] labels = new int[4 * 3 * 5];
        var shape = new ImageShape(4, 3, 5);
        labels[shape.IndexOf(1, 2, 3)] = labels[shape.IndexOf(3, 0, 3)] = 1;
        SegmentedObject o = Assert.Single(ObjectMeasurement.Measure(LabelImage.FromLabels(labels, shape), MicroscopyImage.FromPixels(new float[60], shape), [1]));
        Assert.Equal(new PixelPosition(3, 1, 2), o.Centroid);
        Assert.Equal(new PixelBox(3, 0, 1, 1, 3, 3), o.BoundingBox);
    }

    [Fact]
    public void Objects_whose_pixels_agree_on_a_centre_are_trusted_more()
    {
        DrawnScene scene = DrawnScene.Plane();
        EmbeddingField perfect = new PerfectModel(scene).Embed(scene.Image(), new EmbeddingOptions(), StageExecution.Default);
        float[] x = perfect.GetOffsets(0).ToArray(), y = perfect.GetOffsets(1).ToArray(), u = perfect.Uncertainty.ToArray();
        double[] Confidence(float share, float uncertainty) => EmbeddingConfidence.Of(scene.Truth, new EmbeddingField(
            [.. x.Select(v => v * share), .. y.Select(v => v * share)], [.. u.Select(v => v < 1 ? uncertainty : v)], perfect.Shape, perfect.ObjectDiameter), scene.Diameter);

        double[] sure = Confidence(1, 0.05f), blurred = Confidence(0.5f, 0.05f), unsteady = Confidence(1, 1f), aimless = Confidence(0, 0.05f);
        Assert.All(sure, c => Assert.InRange(c, 0.95, 1));
        Assert.All(sure.Zip(blurred), p => Assert.True(p.Second < p.First));
        Assert.All(sure.Zip(unsteady), p => Assert.True(p.Second < p.First));
        Assert.All(aimless, c => Assert.InRange(c, 0, 0.3));
    }

    [Fact]
    public void Confidence_does_not_hang_on_the_grid_of_the_network()
    {
        DrawnScene scene = DrawnScene.Volume();
        double working = 1.5 * scene.Diameter;
        var model = new PerfectModel(scene, working);
        MicroscopyImage small = Rescaling.Rescale(scene.Image(), working / scene.Diameter);
        double[] confidence = EmbeddingConfidence.Of(scene.Truth, model.Embed(small, new EmbeddingOptions(), StageExecution.Default), scene.Diameter);
        double[] native = EmbeddingConfidence.Of(
            scene.Truth, new PerfectModel(scene).Embed(scene.Image(), new EmbeddingOptions(), StageExecution.Default), scene.Diameter);
        Assert.Equal(scene.Truth.MaxLabel, confidence.Length);
        Assert.All(confidence.Zip(native), c => Assert.InRange(c.First, c.Second - 0.1, c.Second + 0.1));
        Assert.True(confidence.Max() > 0.9);
    }

    [Fact]
    public void Fragments_and_merged_objects_are_trusted_less()
    {
        DrawnScene scene = DrawnScene.Plane();
        EmbeddingField field = new PerfectModel(scene).Embed(scene.Image(), new EmbeddingOptions(), StageExecution.Default);
        double whole = EmbeddingConfidence.Of(scene.Truth, field, scene.Diameter)[0];
        SegmentedObject first = ObjectMeasurement.Measure(scene.Truth, scene.Image(), new double[scene.Truth.MaxLabel])[0];
        int[] labels = scene.Truth.Labels.ToArray();
        int width = scene.Truth.Shape.Width;
        int[] halved = [.. labels.Select((l, i) => l == 1 && i % width < first.Centroid.X ? 1 : 0)];
        int[] merged = [.. labels.Select(l => l is 1 or 2 ? 1 : 0)];
        Assert.True(Confidence(halved) < 0.9 * whole);
        Assert.True(Confidence(merged) < 0.9 * whole);

        double Confidence(int[] of) => EmbeddingConfidence.Of(LabelImage.FromLabels(of, scene.Truth.Shape), field, scene.Diameter)[0];
    }

    [Fact]
    public void Cells_among_others_are_trusted_less_than_those_that_stand_by_themselves()
    {
        var shape = new ImageShape(60, 60);
        double free = Confidence(neighbour: 0), surrounded = Confidence(neighbour: 2);
        Assert.InRange(free, 0.5, 0.99);
        Assert.Equal(Math.Pow(0.5, 1.0 / 16), surrounded / free, 1e-9);

        double Confidence(int neighbour)
        {
            double[] squared = [.. Enumerable.Range(0, 3600).Select(i => Math.Pow(i % 60 - 30, 2) + Math.Pow(i / 60 - 30, 2))];
            int[] labels = Array.ConvertAll(squared, s => s <= 100 ? 1 : s <= 225 ? neighbour : 0);
            float[] offsets = [.. Enumerable.Range(0, 7200).Select(i => i < 3600 ? 0.5f * (30 - i % 60) : 0.5f * (30 - (i - 3600) / 60))];
            var field = new EmbeddingField(offsets, Array.ConvertAll(squared, s => s <= 100 ? 0.2f : 0.95f), shape, 20);
            return EmbeddingConfidence.Of(LabelImage.FromLabels(labels, shape), field, 20)[0];
        }
    }

    [Fact]
    public void Half_a_cell_is_trusted_where_the_image_ends_and_not_elsewhere()
    {
        double inside = HalfADisc(firstRow: 10), cut = HalfADisc(firstRow: 0);
        Assert.True(cut > 1.1 * inside, $"{cut} and {inside}");

        static double HalfADisc(int firstRow)
        {
            var shape = new ImageShape(60, 60);
            int[] labels = [.. Enumerable.Range(0, 3600).Select(i => i / 60 >= firstRow && Math.Pow(i % 60 - 30, 2) + Math.Pow(i / 60 - firstRow, 2) <= 100 ? 1 : 0)];
            float[] offsets = [.. Enumerable.Range(0, 7200).Select(i => i < 3600 ? 30f - i % 60 : firstRow + 4 - (i - 3600) / 60)];
            var field = new EmbeddingField(offsets, Array.ConvertAll(labels, l => l > 0 ? 0.05f : 0.95f), shape, 20) { HasBorders = true };
            return EmbeddingConfidence.Of(LabelImage.FromLabels(labels, shape), field, 20)[0];
        }
    }

    [Fact]
    public void Confidence_is_scaled_by_that_of_typical_objects()
    {
        DrawnScene scene = DrawnScene.Plane();
        EmbeddingField perfect = new PerfectModel(scene).Embed(scene.Image(), new EmbeddingOptions(), StageExecution.Default);
        EmbeddingField Field(double typical) => new(
            [.. perfect.GetOffsets(0), .. perfect.GetOffsets(1)], [.. perfect.Uncertainty.ToArray().Select(u => Math.Max(u, 0.5f))], perfect.Shape, perfect.ObjectDiameter)
        {
            TypicalConfidence = typical,
        };
        double[] plain = EmbeddingConfidence.Of(scene.Truth, Field(EmbeddingConfidence.Typical), scene.Diameter);
        double[] scaled = EmbeddingConfidence.Of(scene.Truth, Field(0.9), scene.Diameter);
        Assert.All(plain.Zip(scaled), p => Assert.Equal(p.First * EmbeddingConfidence.Typical / 0.9, p.Second, 1e-9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmbeddingField(new float[2], new float[1], new ImageShape(1, 1), 1) { TypicalConfidence = 0 });
    }

    // The probability ends where the disc ends; an object that ends before, or runs on, has a soft or a wrong end.
    [Fact]
    public void Where_borders_were_learned_objects_that_end_elsewhere_are_trusted_less()
    {
        var shape = new ImageShape(60, 60);
        float[] offsets = [.. Enumerable.Range(0, 7200).Select(i => i < 3600 ? 30f - i % 60 : 30f - (i - 3600) / 60)];
        float[] uncertainty = [.. Enumerable.Range(0, 3600).Select(i => InDisc(i, 10) ? 0.05f : 0.95f)];
        var field = new EmbeddingField(offsets, uncertainty, shape, 20) { HasBorders = true };
        double right = Confidence(10), small = Confidence(8), large = Confidence(12);
        Assert.InRange(right, 0.95, 1);
        Assert.True(small < 0.7 * right, $"{small}");
        Assert.True(large < 0.95 * right, $"{large}");

        static bool InDisc(int i, int radius) => Math.Pow(i % 60 - 30, 2) + Math.Pow(i / 60 - 30, 2) <= radius * radius;
        double Confidence(int radius) => EmbeddingConfidence.Of(
            LabelImage.FromLabels([.. Enumerable.Range(0, 3600).Select(i => InDisc(i, radius) ? 1 : 0)], shape), field, 20)[0];
    }
}
