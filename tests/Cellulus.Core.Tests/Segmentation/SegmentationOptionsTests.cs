using Xunit;

namespace Cellulus.Tests;

public class SegmentationOptionsTests
{
    public static TheoryData<Func<SegmentationOptions>> Impossible => new()
    {
        () => new SegmentationOptions { ObjectDiameter = 0 },
        () => new SegmentationOptions { ObjectDiameter = double.NaN },
        () => new SegmentationOptions { ObjectDiameter = double.PositiveInfinity },
        () => new SegmentationOptions { Passes = 0 },
        () => new SegmentationOptions { Passes = 5000 },
        () => new SegmentationOptions { NoiseProbability = 0 },
        () => new SegmentationOptions { NoiseProbability = 1 },
        () => new SegmentationOptions { NoiseProbability = double.NaN },
        () => new SegmentationOptions { TileSize = 255 },
        () => new SegmentationOptions { TileSize = 0 },
        () => new SegmentationOptions { MaxDegreeOfParallelism = 0 },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Impossible_values_are_refused_when_set(Func<SegmentationOptions> create) => Assert.Throws<ArgumentOutOfRangeException>(create);

    [Fact]
    public void The_defaults_are_those_of_the_paper()
    {
        SegmentationOptions options = SegmentationOptions.Default;
        Assert.Equal((0.01, 0ul, 256), (options.NoiseProbability, options.Seed, options.TileSize));
        Assert.Null(options.Passes);
        Assert.Equal(32, new SaltAndPepper(new EmbeddingOptions()).Copies);
        Assert.Null(options.ObjectDiameter);
        Assert.Equal(Environment.ProcessorCount, options.MaxDegreeOfParallelism);
    }
}
