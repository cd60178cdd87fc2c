using Xunit;

namespace Cellulus.Core.Tests;

public class ObjectBandwidthTests
{
    [Theory]
    [InlineData(0, 2, 1.0 / 3)]
    [InlineData(0.05, 2, 1.0 / 3)]
    [InlineData(0.06, 2, 0.36)]
    [InlineData(0.075, 2, 0.45)]
    [InlineData(0.2, 2, 0.5)]
    [InlineData(0.2, 1.2, 0.432)]
    [InlineData(0.2, 0.9, 1.0 / 3)]
    public void It_grows_with_the_spread_of_the_median_object_as_far_as_the_nearest_lets_it(double spread, double distance, double expected) =>
        Assert.Equal(expected, ObjectBandwidth.Of([new([0, spread], [0, distance]), new([spread], [distance, 9]), new([1], [distance])]), 1e-9);

    [Fact]
    public void Where_no_image_has_two_objects_none_is_near() => Assert.Equal(0.42, ObjectBandwidth.Of([new([0.07], [])]), 1e-9);

    [Fact]
    public void Without_objects_it_is_the_least() => Assert.Equal(ObjectBandwidth.Least, ObjectBandwidth.Of([new([], []), new([], [1])]));
}
