namespace Cellulus.Samples.AnnotationLoop;

/// <summary>
/// Stands in for a person who looks at suggested objects: draws the cell that is truly there, or marks the place as background. In a program of
/// yours this is a view on which a user draws.
/// </summary>
internal sealed class Person
{
    private readonly LabelImage[] _truth;
    private readonly int[][] _drawn, _background;

    public Person(LabelImage[] truth)
    {
        _truth = truth;
        _drawn = [.. truth.Select(t => new int[t.Labels.Length])];
        _background = [.. truth.Select(t => new int[t.Labels.Length])];
    }

    /// <summary>Objects looked at so far.</summary>
    public int Looks { get; private set; }

    /// <summary>What is drawn so far; 0 is unknown.</summary>
    public LabelImage[] Annotations => [.. _drawn.Select((labels, i) => LabelImage.FromLabels(labels, _truth[i].Shape))];

    /// <summary>Where there is no object, as far as marked.</summary>
    public LabelImage[] Background => [.. _background.Select((marks, i) => LabelImage.FromLabels(marks, _truth[i].Shape))];

    public void Correct(Segmentation[] found, IReadOnlyList<SuggestedAnnotation> suggestions)
    {
        foreach (SuggestedAnnotation suggestion in suggestions)
        {
            Looks++;
            int image = suggestion.Image;
            ReadOnlySpan<int> labels = found[image].Labels.Labels, truth = _truth[image].Labels;
            // The true cell under most of the object; 0 if that is background.
            var votes = new Dictionary<int, int>();
            for (int i = 0; i < labels.Length; i++)
                if (labels[i] == suggestion.Object.Id)
                    votes[truth[i]] = votes.GetValueOrDefault(truth[i]) + 1;
            int cell = votes.MaxBy(v => v.Value).Key;
            for (int i = 0; i < labels.Length; i++)
            {
                if (cell > 0 && truth[i] == cell)
                    _drawn[image][i] = cell;
                else if (cell == 0 && labels[i] == suggestion.Object.Id && truth[i] == 0)
                    _background[image][i] = 1;
            }
        }
    }
}
