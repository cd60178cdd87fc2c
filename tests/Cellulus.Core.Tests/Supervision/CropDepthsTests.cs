using Xunit;

namespace Cellulus.Tests;

public sealed class CropDepthsTests
{
    private const int Side = 64;
    private static readonly ImageShape s_shape = new(Side, Side);

    [Fact]
    public void Pasted_and_covered_objects_are_measured_in_the_crop_and_others_in_the_image()
    {
        int[] labels = [.. Enumerable.Range(0, Side * Side).Select(i => IsIn(i, 20, 20) ? 1 : IsIn(i, 20, 50) ? 2 : IsIn(i, 50, 2) ? 3 : 0)];
        var image = new LabelledImage(MicroscopyImage.FromPixels(new float[Side * Side], s_shape), new PseudoLabels([.. labels], s_shape));
        var depths = new CropDepths(s_shape);
        depths.Begin(image, CropPlacement.Unturned(s_shape, 0, 31.5, 31.5), bend: null);
        float[] before = [.. Enumerable.Range(0, labels.Length).Select(i => labels[i] > 0 ? depths.Of(labels[i], At(i)) : 0)];
        Assert.Equal(BorderDepth.Of(image.Labels), before);

        // A fourth one over the right side of the first, which leaves a crescent.
        for (int i = 0; i < labels.Length; i++)
            if (IsIn(i, 20, 28))
                labels[i] = 4;
        depths.Change(labels, [1, 4]);
        float[] expected = BorderDepth.Of(new PseudoLabels([.. labels], s_shape));
        for (int i = 0; i < labels.Length; i++)
            if (labels[i] > 0)
                Assert.Equal(expected[i], depths.Of(labels[i], At(i)));
        Assert.NotEqual(before[20 * Side + 16], depths.Of(1, (0, 20, 16)));
        Assert.Equal(1, depths.Of(4, (0, 20, 28)));

        // The next crop knows nothing of it.
        depths.Begin(image, CropPlacement.Unturned(s_shape, 0, 31.5, 31.5), bend: null);
        Assert.Equal(before[20 * Side + 16], depths.Of(1, (0, 20, 16)));

        static bool IsIn(int i, int y, int x) => Math.Pow(i / Side - y, 2) + Math.Pow(i % Side - x, 2) <= 64;
        static (int, int, int) At(int i) => (0, i / Side, i % Side);
    }
}
