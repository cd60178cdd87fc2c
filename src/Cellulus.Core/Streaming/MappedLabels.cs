namespace Cellulus;

/// <summary>Labels under new numbers.</summary>
/// <param name="labels">The labels.</param>
/// <param name="numbers">The new number of each label; entry 0 is 0.</param>
internal sealed class MappedLabels(ILabelReader labels, int[] numbers) : ILabelReader
{
    public ImageShape Shape => labels.Shape;

    public int MaxLabel { get; } = System.Numerics.Tensors.TensorPrimitives.Max<int>(numbers);

    public void Read(GridBox box, Memory<int> target, StageExecution execution)
    {
        labels.Read(box, target, execution);
        foreach (ref int label in target.Span)
            label = numbers[label];
    }
}
