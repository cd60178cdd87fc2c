using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

public sealed class SupervisedSetTests
{
    [Fact]
    public void The_diameter_is_that_of_the_median_object_and_images_are_rescaled_by_it()
    {
        CellScene scene = SupervisionScenes.Cells(1);
        SupervisedSet set = Prepare(new SupervisedImage(scene.Image) { Annotations = scene.Truth });
        Assert.InRange(set.ObjectDiameter, 21, 27);
        Assert.Equal((int)Math.Round(160 * StarBeginning.SmallDiameter / set.ObjectDiameter), set.Working[0].Width);
        Assert.Equal(set.Working[0].Shape, Assert.Single(set.Sparse).Labels.Shape);
        Assert.Empty(set.Pseudo);
        Assert.Equal(1, set.Anisotropy);
        Assert.Equal(40, Prepare(new SupervisedImage(scene.Image) { Predictions = scene.Truth }, new SupervisedTrainingOptions { ObjectDiameter = 40 }).ObjectDiameter);
    }

    [Fact]
    public void Some_of_many_drawn_objects_are_held_out_and_none_of_few()
    {
        SupervisedImage[] images = [.. Enumerable.Range(0, 6).Select(i => new SupervisedImage(SupervisionScenes.Cells(i).Image) { Annotations = SupervisionScenes.Cells(i).Truth })];
        SupervisedSet set = SupervisedSet.Prepare(images, new SupervisedTrainingOptions { HeldOutShare = 0.2 }, StageExecution.Default);
        int drawn = images.Sum(i => new AnnotatedObjects(i.Annotations!).Count), trained = set.Sparse.Sum(i => i.Objects.Count);
        int heldOut = set.HeldOut.Sum(i => new KnownObjects(i).Counting);
        Assert.Equal(drawn, trained + heldOut);
        Assert.InRange(heldOut, drawn / 10, drawn / 3);
        SupervisedSet few = Prepare(images[0], new SupervisedTrainingOptions { HeldOutShare = 0.05 });
        Assert.Empty(few.HeldOut);
        Assert.Equal(new AnnotatedObjects(images[0].Annotations!).Count, few.Sparse[0].Objects.Count);
    }

    [Fact]
    public void Flat_objects_of_a_volume_get_flat_rays()
    {
        var shape = new ImageShape(20, 60, 60);
        var labels = new int[shape.PixelCount];
        for (int i = 0; i < labels.Length; i++)
        {
            (int z, int y, int x) = (i / 3600, i / 60 % 60, i % 60);
            labels[i] = (z - 10) * (z - 10) * 4 + (y - 30) * (y - 30) + (x - 30) * (x - 30) <= 144 ? 1 : 0;
        }
        var image = MicroscopyImage.FromPixels(Array.ConvertAll(labels, l => (float)l), shape);
        SupervisedSet set = Prepare(new SupervisedImage(image) { Annotations = LabelImage.FromLabels(labels, shape) });
        Assert.InRange(set.Anisotropy, 1.6, 2.4);
    }

    [Fact]
    public void What_cannot_be_trained_on_is_named()
    {
        MicroscopyImage image = SupervisionScenes.Cells(1).Image;
        LabelImage empty = LabelImage.Empty(image.Shape), other = LabelImage.Empty(new ImageShape(5, 5));
        Refused("There is no image");
        Refused("nothing to learn from. Give one", new SupervisedImage(image));
        Refused("No object is drawn", new SupervisedImage(image) { Annotations = empty });
        Refused("No object is drawn", new SupervisedImage(image) { Predictions = empty });
        Refused("Image 2 has 160 x 160 pixels, its annotations 5 x 5", new SupervisedImage(image) { Annotations = SupervisionScenes.Cells(1).Truth }, new SupervisedImage(image) { Annotations = other });
        Refused("its predictions 5 x 5", new SupervisedImage(image) { Predictions = other });
        Refused("its background 5 x 5", new SupervisedImage(image) { Annotations = SupervisionScenes.Cells(1).Truth, Background = other });

        static void Refused(string reason, params SupervisedImage[] images) => Assert.Contains(
            reason, Assert.Throws<TrainingException>(() => SupervisedSet.Prepare(images, new SupervisedTrainingOptions(), StageExecution.Default)).Message, StringComparison.Ordinal);
    }

    private static SupervisedSet Prepare(SupervisedImage image, SupervisedTrainingOptions? options = null) =>
        SupervisedSet.Prepare([image], options ?? new SupervisedTrainingOptions(), StageExecution.Default);
}
