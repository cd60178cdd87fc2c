using Xunit;

namespace Cellulus.Tests;

public sealed class StarDataSetTests
{
    [Fact]
    public void Half_of_the_crops_are_about_drawn_objects_unless_they_are_few()
    {
        Assert.Equal(0.5, StarDataSet.ShareOfDrawn(1000, 1000));
        Assert.Equal(0.5, StarDataSet.ShareOfDrawn(100, 1000));
        // Ten times as often as a predicted one.
        Assert.Equal(10 * (1 - StarDataSet.ShareOfDrawn(12, 1200)) / 1200, StarDataSet.ShareOfDrawn(12, 1200) / 12, 1e-12);
        Assert.Equal(0, StarDataSet.ShareOfDrawn(0, 1000));
        Assert.Equal(0.5, StarDataSet.ShareOfDrawn(3, 0));
    }
}
