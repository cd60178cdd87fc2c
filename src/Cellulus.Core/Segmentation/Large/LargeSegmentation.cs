namespace Cellulus;

/// <summary>What was found in a large image. The labels themselves went to the <see cref="ILabelSink"/>. Immutable.</summary>
public sealed class LargeSegmentation
{
    internal LargeSegmentation(
        IReadOnlyList<SegmentedObject> objects,
        SegmentationParameters parameters,
        LargeImagePlan plan,
        IReadOnlyDictionary<SegmentationStage, TimeSpan> timings,
        int windows,
        int resumedWindows)
    {
        Objects = objects;
        Parameters = parameters;
        Plan = plan;
        Timings = timings;
        Windows = windows;
        ResumedWindows = resumedWindows;
    }

    /// <summary>The objects; <c>Objects[i]</c> has the label <c>i + 1</c>. Empty for an image without any.</summary>
    public IReadOnlyList<SegmentedObject> Objects { get; }

    /// <summary>What the segmentation was made with.</summary>
    public SegmentationParameters Parameters { get; }

    /// <summary>What memory and disk were planned for it.</summary>
    public LargeImagePlan Plan { get; }

    /// <summary>Time spent in each stage that ran; rescaling counts as part of the stages that read.</summary>
    public IReadOnlyDictionary<SegmentationStage, TimeSpan> Timings { get; }

    /// <summary>Windows that were embedded.</summary>
    public int Windows { get; }

    /// <summary>How many of them an earlier run had embedded already.</summary>
    public int ResumedWindows { get; }
}
