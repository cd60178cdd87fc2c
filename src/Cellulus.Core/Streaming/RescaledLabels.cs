namespace Cellulus;

/// <summary>Labels on the network's grid, seen on the grid of the image; each region is rescaled when it is read.</summary>
internal sealed class RescaledLabels(ILabelReader labels, ImageShape shape) : ILabelReader
{
    private readonly RegionRescaling _rescaling = new(labels.Shape, shape);

    public ImageShape Shape => shape;

    public int MaxLabel => labels.MaxLabel;

    public void Read(GridBox box, Memory<int> target, StageExecution execution)
    {
        if (labels.Shape == shape)
        {
            labels.Read(box, target, execution);
            return;
        }
        GridBox source = _rescaling.SourceOf(box);
        _rescaling.Vote(labels.Read(source, execution), source, box, target, execution);
    }
}
