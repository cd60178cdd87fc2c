namespace Cellulus;

/// <summary>What a person has said of one image: which objects, which of them are held out, which background. Immutable.</summary>
internal sealed class AnnotatedObjects
{
    private readonly int[] _labels;
    private readonly bool[] _isHeldOut;

    /// <param name="annotations">Objects drawn; any numbers.</param>
    /// <param name="isHeldOut">Of the objects 1 to n in the order of their numbers, which are held out; for object i at i - 1.</param>
    public AnnotatedObjects(LabelImage annotations, bool[] isHeldOut)
    {
        _labels = annotations.Labels.ToArray();
        LabelNumbering.CloseGaps(_labels);
        (_isHeldOut, Shape) = (isHeldOut, annotations.Shape);
    }

    public ImageShape Shape { get; }

    /// <summary>0 where nothing is drawn, else the number of the object, 1 to n.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    public int Count => _isHeldOut.Length;

    public bool IsHeldOut(int label) => _isHeldOut[label - 1];

    /// <summary>How many objects are drawn.</summary>
    public static int CountOf(LabelImage annotations)
    {
        int[] labels = annotations.Labels.ToArray();
        return LabelNumbering.CloseGaps(labels).Length;
    }

    /// <summary>Pixels of the objects to train on; pixels of others are false.</summary>
    public bool[] TrainedPixels() => Array.ConvertAll(_labels, l => l > 0 && !IsHeldOut(l));

    /// <summary>The same with all objects trained on.</summary>
    public AnnotatedObjects WithoutHeldOut() => new(LabelImage.FromLabels(_labels, Shape), new bool[_isHeldOut.Length]);
}
