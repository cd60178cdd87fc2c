namespace Cellulus;

/// <summary>What a person has said of one image: which objects, which of them are held out, which background. Immutable.</summary>
internal sealed class AnnotatedObjects
{
    private readonly int[] _labels;
    private readonly bool[] _isHeldOut;

    /// <param name="annotations">Objects drawn; any numbers.</param>
    /// <param name="isHeldOut">Of the objects 1 to n in the order of their numbers, which are held out; asked once for each, in that order.
    /// Default: none.</param>
    public AnnotatedObjects(LabelImage annotations, Func<int, bool>? isHeldOut = null)
    {
        _labels = annotations.Labels.ToArray();
        int count = LabelNumbering.CloseGaps(_labels).Length;
        _isHeldOut = [.. Enumerable.Range(1, count).Select(isHeldOut ?? (_ => false))];
        Shape = annotations.Shape;
    }

    public ImageShape Shape { get; }

    /// <summary>0 where nothing is drawn, else the number of the object, 1 to n.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>How many objects are drawn.</summary>
    public int Count => _isHeldOut.Length;

    public bool IsHeldOut(int label) => _isHeldOut[label - 1];

    /// <summary>Pixels of the objects to train on; pixels of others are false.</summary>
    public bool[] TrainedPixels() => Array.ConvertAll(_labels, l => l > 0 && !IsHeldOut(l));

    /// <summary>The same with all objects trained on.</summary>
    public AnnotatedObjects WithoutHeldOut() => new(LabelImage.FromLabels(_labels, Shape));
}
