using Xunit;

namespace Cellulus.Tests;

/// <summary>The pixels of one candidate.</summary>
public sealed class StarPixelsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void Places_are_all_pixels_that_it_contains_row_by_row(int depth)
    {
        // Wide enough for several words of 64 columns.
        var shape = new ImageShape(depth, 40, 150);
        StarCandidates candidates = SupervisionScenes.Candidates(shape, 40, 14, seed: 7);
        for (int i = 0; i < candidates.Count; i++)
        {
            var pixels = candidates.PixelsOf(i);
            (int Z, int Y, int X)[] contained =
            [
                .. from z in Enumerable.Range(0, shape.Depth) from y in Enumerable.Range(0, shape.Height) from x in Enumerable.Range(0, shape.Width)
                   where pixels.Contains(z, y, x) select (z, y, x),
            ];
            Assert.Equal(pixels.Count, contained.Length);
            var places = new List<(int Z, int Y, int X)>();
            foreach ((int Z, int Y, int X) place in pixels)
                places.Add(place);
            Assert.Equal(contained, places);
        }
    }
}
