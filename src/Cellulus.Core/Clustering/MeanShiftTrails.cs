namespace Cellulus;

/// <summary>Where the seeds of mean-shift came to.</summary>
internal sealed class MeanShiftTrails
{
    /// <summary>Places where seeds stopped, and the most points that were in the last window of one.</summary>
    public Dictionary<EmbeddedPosition, long> Ends { get; } = [];

    /// <summary>Places outside of what could be seen, and the moves that led there.</summary>
    public HashSet<(EmbeddedPosition Position, int Iterations)> Leaving { get; } = [];

    public void AddEnd(EmbeddedPosition place, long count)
    {
        if (!Ends.TryGetValue(place, out long known) || known < count)
            Ends[place] = count;
    }
}
