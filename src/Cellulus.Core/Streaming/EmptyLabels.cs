namespace Cellulus;

/// <summary>An image without objects.</summary>
internal sealed class EmptyLabels(ImageShape shape) : ILabelReader
{
    public ImageShape Shape => shape;

    public int MaxLabel => 0;

    public void Read(GridBox box, Memory<int> target, StageExecution execution) => target.Span.Clear();
}
