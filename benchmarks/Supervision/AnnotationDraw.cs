using Cellulus.Testing;

namespace Cellulus.Benchmarks.Supervision;

/// <summary>
/// The truth in the place of a person. Either of all true objects of the images to train on a share drawn at random, and the true
/// background within 30 px
/// of those, as in the paper; a larger share holds all objects of a smaller one. Or as many finds corrected.
/// </summary>
internal sealed class AnnotationDraw
{
    private const int Reach = 30;

    private readonly LabelImage[] _truth;
    private readonly Dictionary<(int Image, int Label), int> _rank;

    public AnnotationDraw(IReadOnlyList<LabelImage> truth, ulong seed)
    {
        _truth = [.. truth];
        (int Image, int Label)[] objects =
            [.. truth.SelectMany((t, i) => t.Labels.ToArray().Where(l => l > 0).Distinct().Order().Select(label => (i, label)))];
        new Random(unchecked((int)(1000003 * (seed + 1)))).Shuffle(objects);
        _rank = objects.Select((o, rank) => (o, rank)).ToDictionary(p => p.o, p => p.rank);
    }

    /// <summary>Objects that a share of them is: at least one, unless the share is nothing.</summary>
    public int CountAt(double percent) => (int)Math.Ceiling(percent / 100 * _rank.Count);

    /// <summary>The images with so many of their objects drawn. Images without a drawn object have no annotations.</summary>
    public SupervisedImage[] Annotate(IReadOnlyList<MicroscopyImage> images, double percent)
    {
        int count = CountAt(percent);
        return [.. images.Select((image, i) =>
        {
            int[] drawn = Array.ConvertAll(_truth[i].Labels.ToArray(), l => l > 0 && _rank[(i, l)] < count ? l : 0);
            return drawn.AsSpan().ContainsAnyExcept(0)
                ? new SupervisedImage(image) { Annotations = LabelImage.FromLabels(drawn, image.Shape), Background = Background(drawn, _truth[i]) }
                : new SupervisedImage(image);
        })];
    }

    /// <summary>The images with the finds corrected that their model is least sure of, as many as the share is objects; of background
    /// nothing is told but where a find was none.</summary>
    public SupervisedImage[] Correct(IReadOnlyList<MicroscopyImage> images, IReadOnlyList<Segmentation> found, double percent)
    {
        var person = new TruthAnnotator(_truth);
        person.Correct(found, found.SuggestAnnotations(CountAt(percent)));
        LabelImage[] drawn = person.Annotations, background = person.Background;
        return [.. images.Select((image, i) => new SupervisedImage(image) { Annotations = drawn[i], Background = background[i] })];
    }

    private static LabelImage Background(int[] drawn, LabelImage truth)
    {
        int[] squared = DistanceTransform.SquaredToFalse(Array.ConvertAll(drawn, l => l == 0), truth.Shape, StageExecution.Default);
        return LabelImage.FromLabels([.. squared.Select((s, i) => s <= Reach * Reach && truth.Labels[i] == 0 ? 1 : 0)], truth.Shape);
    }
}
