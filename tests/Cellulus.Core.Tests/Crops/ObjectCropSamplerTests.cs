using Cellulus.Engine;
using Xunit;

namespace Cellulus.Tests;

public sealed class ObjectCropSamplerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_placement_leads_there_and_back(bool volume)
    {
        var random = new Philox(3);
        var crop = new ImageShape(volume ? 20 : 1, 44, 60);
        for (int i = 0; i < 50; i++)
        {
            var placement = new CropPlacement(crop, volume ? 9 : 0, 30, 25, 7 * random.NextDouble(), 0.8 + 0.4 * random.NextDouble(), random.NextInt(8));
            double z = volume ? 20 * random.NextDouble() : 0, y = 44 * random.NextDouble(), x = 60 * random.NextDouble();
            (double sz, double sy, double sx) = placement.Source(z, y, x, volume);
            (double tz, double ty, double tx) = placement.Target(sz, sy, sx, volume);
            Assert.Equal(z, tz, 1e-9);
            Assert.Equal(y, ty, 1e-9);
            Assert.Equal(x, tx, 1e-9);
        }
    }

    // One object, whose every pixel must point to one place of the crop, also where the crop cuts it.
    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void Pixels_of_an_object_point_to_its_centre_however_the_crop_lies(int depth)
    {
        LabelledImage image = Ball(depth);
        var crop = new ImageShape(depth == 1 ? 1 : 28, 60, 60);
        var output = new ImageShape(depth == 1 ? 1 : 12, 20, 20);
        var sampler = new ObjectCropSampler([image], crop, output);
        var targets = new ObjectTargets(crop, output, unit: 8);
        var centres = new CropCentres();
        var pixels = new FeatureMap(crop, 1);
        var labels = new int[output.PixelCount];
        int seen = 0, cut = 0;
        for (ulong stream = 0; stream < 40; stream++)
        {
            (LabelledImage source, CropPlacement placement) = sampler.Sample(new Philox(1, stream), pixels, labels);
            centres.Begin(source, placement);
            targets.Draw(new Philox(2, stream), labels, centres);
            (double Z, double Y, double X)? place = null;
            foreach (ObjectTarget target in targets.Targets)
            {
                Assert.Equal(labels[target.Pixel] == 1, target.IsObject);
                if (!target.IsObject)
                    continue;
                int plane = output.Height * output.Width;
                (double Z, double Y, double X) here = (
                    target.Pixel / plane + 8 * target.Offset.Z, target.Pixel % plane / output.Width + 8 * target.Offset.Y, target.Pixel % output.Width + 8 * target.Offset.X);
                place ??= here;
                Assert.Equal(place.Value.Z, here.Z, 1e-6);
                Assert.Equal(place.Value.Y, here.Y, 1e-6);
                Assert.Equal(place.Value.X, here.X, 1e-6);
                // The ball's radius is 8, and a crop's pixel is 0.8 to 1.25 of the image's.
                double length = Math.Sqrt(target.Offset.X * target.Offset.X + target.Offset.Y * target.Offset.Y + target.Offset.Z * target.Offset.Z);
                Assert.InRange(length, 0, 1.4);
                seen++;
            }
            cut += place is { } p && (p.Y < 0 || p.X < 0 || p.Y > 19 || p.X > 19) ? 1 : 0;
        }
        Assert.True(seen > 100, $"Only {seen} pixels of the object were seen.");
        Assert.True(cut > 0, "No crop has cut the object.");
    }

    [Fact]
    public void Pixels_and_labels_of_a_crop_come_from_the_same_places()
    {
        LabelledImage image = Ball(1);
        ImageShape crop = new(1, 60, 60), output = new(1, 20, 20);
        var pixels = new FeatureMap(crop, 1);
        var labels = new int[400];
        new ObjectCropSampler([image], crop, output).Sample(new Philox(1, 7), pixels, labels);
        int agreeing = 0, known = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            float value = pixels.Row(0, i / 20 + 20)[i % 20 + 20];
            known += labels[i] >= 0 ? 1 : 0;
            agreeing += labels[i] >= 0 && value > 0.5f == labels[i] > 0 ? 1 : 0;
        }
        Assert.True(agreeing > 0.97 * known && known > 100, $"{agreeing} of {known}");
    }

    [Fact]
    public void Nothing_is_learned_outside_of_the_image_nor_where_nothing_is_known()
    {
        var labels = new int[30 * 30];
        Array.Fill(labels, PseudoLabels.Unknown, 0, 450);
        labels[600] = 1;
        var image = new LabelledImage(MicroscopyImage.FromPixels(new float[900], new ImageShape(30, 30)), new PseudoLabels(labels, new ImageShape(30, 30)));
        Assert.Equal(PseudoLabels.Unknown, image.LabelAt(0, -0.6, 3));
        Assert.Equal(PseudoLabels.Unknown, image.LabelAt(0, 29.6, 3));
        Assert.Equal(PseudoLabels.Unknown, image.LabelAt(0, 3, 3));
        Assert.Equal(0, image.LabelAt(0, 20, 3));
        Assert.Equal(1, image.LabelAt(0.2, 20.4, -0.4));
    }

    private static LabelledImage Ball(int depth)
    {
        var shape = new ImageShape(depth, 50, 48);
        var labels = new int[shape.PixelCount];
        for (int z = 0, i = 0; z < depth; z++)
            for (int y = 0; y < 50; y++)
                for (int x = 0; x < 48; x++, i++)
                    labels[i] = (z - depth / 2) * (z - depth / 2) + (y - 24) * (y - 24) + (x - 20) * (x - 20) <= 64 ? 1 : 0;
        return new LabelledImage(MicroscopyImage.FromPixels(Array.ConvertAll(labels, l => (float)l), shape), new PseudoLabels(labels, shape));
    }
}
