using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cellulus.Scenes;
using Xunit;

namespace Cellulus.Tests;

public class SceneGeneratorTests
{
    private const int Series = 60;

    private static readonly SceneOptions s_small = new() { Shape = new ImageShape(1, 72, 80), Diameter = 12 };

    [Fact]
    public void Seed_and_number_decide_a_scene_on_any_thread()
    {
        var generator = new SceneGenerator(s_small);
        Scene[] inOrder = [.. Enumerable.Range(0, Series).Select(i => generator.Draw(5, (ulong)i))], atOnce = new Scene[Series];

        Parallel.For(0, Series, i => atOnce[i] = new SceneGenerator(s_small).Draw(5, (ulong)i));

        Assert.All(Enumerable.Range(0, Series), i => Assert.Equal(Hash(inOrder[i]), Hash(atOnce[i])));
        Assert.Equal(Series, inOrder.Select(Hash).Distinct().Count());
        Assert.NotEqual(Hash(inOrder[0]), Hash(generator.Draw(6, 0)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void Objects_are_whole_and_numbered_without_gaps(int depth)
    {
        var generator = new SceneGenerator(s_small with { Shape = new ImageShape(depth, 64, 64) });
        for (ulong number = 0; number < 30; number++)
        {
            LabelImage truth = generator.Draw(1, number).Truth;
            var pieces = new int[truth.Labels.Length];
            int count = ConnectedComponents.Label(truth.Labels, truth.Shape, diagonal: true, pieces);

            Assert.Equal(truth.MaxLabel, count);
            Assert.Equal(Enumerable.Range(1, truth.MaxLabel), truth.Labels.ToArray().Where(l => l > 0).Distinct().Order());
            Assert.All(truth.Labels.ToArray().Where(l => l > 0).CountBy(l => l), c => Assert.True(c.Value >= 12));
        }
    }

    [Fact]
    public void A_series_holds_all_numbers_of_channels_empty_scenes_and_both_polarities()
    {
        Scene[] scenes = [.. Enumerable.Range(0, 3 * Series).Select(i => new SceneGenerator(s_small).Draw(2, (ulong)i))];

        Assert.Equal([1, 2, 3], scenes.Select(s => s.Image.Channels).Distinct().Order());
        Assert.InRange(scenes.Count(s => s.Truth.MaxLabel == 0), 0.04 * scenes.Length, 0.25 * scenes.Length);
        Assert.Contains(scenes, s => s.Truth.MaxLabel > 30);
        double[] contrasts = [.. scenes.Where(s => s.Truth.MaxLabel > 0).Select(Contrast)];
        Assert.InRange(contrasts.Count(c => c < 0), 0.15 * contrasts.Length, 0.6 * contrasts.Length);
    }

    [Fact]
    public void Objects_measure_about_what_is_asked_for()
    {
        var generator = new SceneGenerator(new SceneOptions { Shape = new ImageShape(1, 160, 160), Diameter = 20 });
        double[] ratios = [.. Enumerable.Range(0, Series).Select(i => generator.Draw(3, (ulong)i)).Where(s => s.Truth.MaxLabel >= 5)
            .Select(s => ObjectSize.Diameter(ObjectSize.Median([.. s.Truth.Labels.ToArray().Where(l => l > 0).CountBy(l => l).Select(c => c.Value)]), s.Truth.Shape) / s.Diameter)];

        Assert.InRange(ObjectSize.Median(ratios), 0.8, 1.2);
    }

    [Fact]
    public void Values_are_finite_and_lie_within_the_range_of_a_camera()
    {
        for (ulong number = 0; number < Series; number++)
        {
            ReadOnlySpan<float> pixels = new SceneGenerator(s_small).Draw(4, number).Image.Pixels;

            Assert.InRange(System.Numerics.Tensors.TensorPrimitives.Min(pixels), 0, 60000);
            Assert.InRange(System.Numerics.Tensors.TensorPrimitives.Max(pixels), 0, 60000);
        }
    }

    [Fact]
    public void Without_empty_scenes_and_with_them_alone_the_share_is_kept()
    {
        var never = new SceneGenerator(s_small with { EmptyShare = 0, Channels = 1 });
        var always = new SceneGenerator(s_small with { EmptyShare = 1 });

        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(1, never.Draw(1, (ulong)i).Image.Channels));
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(0, always.Draw(1, (ulong)i).Truth.MaxLabel));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SceneOptions { Channels = 4 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SceneOptions { Diameter = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SceneOptions { EmptyShare = 2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SceneOptions { Shape = new ImageShape(1, 8, 64) });
    }

    private static string Hash(Scene scene)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(scene.Image.Pixels));
        hash.AppendData(MemoryMarshal.AsBytes(scene.Truth.Labels));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    // Mean of the objects above that of the rest, in the first channel.
    private static double Contrast(Scene scene)
    {
        ReadOnlySpan<float> values = scene.Image.GetChannel(0);
        ReadOnlySpan<int> labels = scene.Truth.Labels;
        double inside = 0, outside = 0;
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            inside += labels[i] > 0 ? values[i] : 0;
            outside += labels[i] > 0 ? 0 : values[i];
            count += labels[i] > 0 ? 1 : 0;
        }
        return inside / count - outside / Math.Max(1, values.Length - count);
    }
}
