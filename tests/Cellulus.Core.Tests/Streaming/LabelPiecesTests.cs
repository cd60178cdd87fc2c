using Xunit;

namespace Cellulus.Tests;

public sealed class LabelPiecesTests
{
    [Theory]
    [InlineData(1, 40, 50, 3)]
    [InlineData(1, 40, 50, 40)]
    [InlineData(6, 20, 23, 7)]
    public void Pieces_are_those_of_the_whole_in_the_same_order(int depth, int height, int width, int rows)
    {
        var shape = new ImageShape(depth, height, width);
        var random = new Random(depth + rows);
        int[] labels = [.. Enumerable.Range(0, (int)shape.PixelCount).Select(_ => random.Next(4) is var l and < 3 ? l : 0)], expected = new int[labels.Length];
        int count = ConnectedComponents.Label(labels, shape, diagonal: true, expected);

        using var folder = new TemporaryFolder();
        using ScratchFolder scratch = ScratchFolder.Open(folder.PathOf("scratch"), "");
        var strips = new BoxGrid(shape, new ImageShape(1, rows, width));
        LabelPieces pieces = LabelPieces.Find(strips, scratch, new ArrayLabels(labels, shape), "pieces", StageExecution.Default);
        int[] provisional = ((ILabelReader)new StoredLabels(pieces.Strips, pieces.Count)).Read(GridBox.Of(shape), StageExecution.Default);
        int[] roots = [.. Enumerable.Range(1, pieces.Count - 1).Where(i => pieces.RootOf(i) == i)];

        Assert.Equal(count, roots.Length);
        Assert.Equal(expected, provisional.Select(p => p == 0 ? 0 : 1 + Array.BinarySearch(roots, pieces.RootOf(p))));
        for (int i = 0; i < roots.Length; i++)
        {
            int first = Array.IndexOf(expected, i + 1);
            Assert.Equal(expected.Count(e => e == i + 1), pieces.SizeOf(roots[i]));
            Assert.Equal(labels[first], pieces.LabelOf(roots[i]));
            Assert.Equal(first / width / height, pieces.BoxOf(roots[i]).Z0);
        }
    }

    private sealed class ArrayLabels(int[] labels, ImageShape shape) : ILabelReader
    {
        public ImageShape Shape => shape;

        public int MaxLabel => labels.Max();

        public void Read(GridBox box, Memory<int> target, StageExecution execution) => GridBox.Of(shape).Crop<int>(labels, box).CopyTo(target);
    }
}
