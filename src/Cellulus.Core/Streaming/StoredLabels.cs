namespace Cellulus;

/// <summary>Labels in scratch files.</summary>
internal sealed class StoredLabels(TileStore<int> tiles, int maxLabel) : ILabelReader
{
    public ImageShape Shape => tiles.Grid.Shape;

    public int MaxLabel => maxLabel;

    public void Read(GridBox box, Memory<int> target, StageExecution execution) => tiles.Read(box, 0, target.Span);
}
