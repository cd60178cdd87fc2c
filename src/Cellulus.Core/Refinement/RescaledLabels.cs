namespace Cellulus;

/// <summary>Labels on the network's grid, seen on the grid of the image; each region is rescaled when it is read.</summary>
/// <param name="labels">The labels.</param>
/// <param name="field">What they were found in.</param>
/// <param name="shape">Extent of the image.</param>
internal sealed class RescaledLabels(ILabelReader labels, StreamedField field, ImageShape shape) : ILabelReader
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
        _rescaling.Vote(labels.Read(source, execution), LabelRescaling.KnowsBorders(field.HasBorders, field.Shape) ? field.ReadUncertainty(source) : default, source, box, target, execution);
    }
}
