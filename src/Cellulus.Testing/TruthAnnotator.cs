namespace Cellulus.Testing;

/// <summary>
/// Stands in for a person who corrects what was found, where the truth is known: draws the true object under each find looked at, or marks
/// the find
/// as background. For tests of programs that ask a person.
/// </summary>
public sealed class TruthAnnotator
{
    private readonly LabelImage[] _truth;
    private readonly int[][] _drawn, _background;

    /// <param name="truth">All true objects, one entry an image.</param>
    public TruthAnnotator(IReadOnlyList<LabelImage> truth)
    {
        ArgumentNullException.ThrowIfNull(truth);
        _truth = [.. truth];
        _drawn = [.. truth.Select(t => new int[t.Labels.Length])];
        _background = [.. truth.Select(t => new int[t.Labels.Length])];
    }

    /// <summary>Finds looked at so far.</summary>
    public int Looks { get; private set; }

    /// <summary>What is drawn so far, one entry an image, with the numbers of the truth; 0 is unknown.</summary>
    public LabelImage[] Annotations => [.. _drawn.Select((labels, i) => LabelImage.FromLabels(labels, _truth[i].Shape))];

    /// <summary>Where there is no object, as far as marked: 1; one entry an image.</summary>
    public LabelImage[] Background => [.. _background.Select((marks, i) => LabelImage.FromLabels(marks, _truth[i].Shape))];

    /// <summary>Looks at suggested finds.</summary>
    /// <param name="found">What was found, one entry an image.</param>
    /// <param name="suggestions">Objects of these.</param>
    /// <exception cref="ArgumentException">There are not as many entries as images, or one lies on another grid.</exception>
    public void Correct(IReadOnlyList<Segmentation> found, IReadOnlyList<SuggestedAnnotation> suggestions)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(suggestions);
        if (found.Count != _truth.Length)
            throw new ArgumentException($"Of {_truth.Length} images the truth is known, {found.Count} were segmented.", nameof(found));
        for (int i = 0; i < _truth.Length; i++)
            if (found[i].Labels.Shape != _truth[i].Shape)
                throw new ArgumentException(
                    $"The truth of image {i + 1} is of {_truth[i].Shape}, what was found of {found[i].Labels.Shape}; both must lie on the same grid.", nameof(found));
        foreach (SuggestedAnnotation suggestion in suggestions)
            Correct(suggestion.Image, found[suggestion.Image].Labels.Labels, suggestion.Object.Id);
    }

    private void Correct(int image, ReadOnlySpan<int> labels, int find)
    {
        Looks++;
        ReadOnlySpan<int> truth = _truth[image].Labels;
        int cell = UnderMostOf(find, labels, truth);
        for (int i = 0; i < labels.Length; i++)
        {
            if (cell > 0 && truth[i] == cell)
                _drawn[image][i] = cell;
            else if (cell == 0 && labels[i] == find && truth[i] == 0)
                _background[image][i] = 1;
        }
    }

    /// <summary>The true object, or 0 for background, that has more pixels of a find than any other.</summary>
    private static int UnderMostOf(int find, ReadOnlySpan<int> labels, ReadOnlySpan<int> truth)
    {
        var votes = new Dictionary<int, int>();
        for (int i = 0; i < labels.Length; i++)
            if (labels[i] == find)
                votes[truth[i]] = votes.GetValueOrDefault(truth[i]) + 1;
        return votes.Count == 0 ? 0 : votes.MaxBy(v => v.Value).Key;
    }
}
