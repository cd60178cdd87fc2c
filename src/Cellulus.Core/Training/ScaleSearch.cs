namespace Cellulus;

/// <summary>
/// A second opinion on an estimated object diameter. An embedding trained at the right scale finds objects that look like whole cells. Where
/// most of what was found does not, as parts of cells or clusters of them do not, embeddings are trained briefly at twice and half of the
/// diameter, and the scale at which more is explained by whole cells is taken.
/// </summary>
internal static class ScaleSearch
{
    /// <summary>Share explained (<see cref="Belief.Explained"/>) from which nothing else is tried.</summary>
    private const double Convincing = 0.6;

    /// <summary>Another scale must explain so many times as much.</summary>
    private const double LeastGain = 1.1;

    /// <summary>Images that another scale is tried on, and share of the steps.</summary>
    private const int MostImages = 16;
    private const double Briefly = 0.5;

    /// <summary>Diameters that a network can be trained at: in pixels, and in shares of the shorter side of an image.</summary>
    private const double LeastDiameter = 4, MostOfSide = 0.5;

    private static readonly double[] s_factors = [2, 0.5];

    /// <summary>Trains at the estimate and, if that does not convince, at other scales.</summary>
    /// <param name="setup">The training at the estimate.</param>
    /// <param name="images">Raw images.</param>
    /// <param name="train">Trains an embedding and looks at what it finds.</param>
    /// <exception cref="TrainingException">Nothing was learned at any scale; what is told is why not at the estimate.</exception>
    public static FirstLook Run(
        TrainingSetup setup, IReadOnlyList<MicroscopyImage> images, Func<TrainingSetup, IReadOnlyList<MicroscopyImage>, FirstLook> train)
    {
        FirstLook? first = null;
        TrainingException? failure = null;
        try
        {
            first = train(setup, images);
        }
        catch (TrainingException e)
        {
            failure = e;
        }
        if (first?.Belief.Explained >= Convincing)
            return first;
        TrainingSetup? better = FindBetter(setup, [.. EvenSample.Of(images.Count, MostImages).Select(i => images[i])], train, LeastGain * (first?.Belief.Explained ?? 0));
        return better is not null ? train(better, images) : first ?? throw failure!;
    }

    private static TrainingSetup? FindBetter(
        TrainingSetup setup, MicroscopyImage[] images, Func<TrainingSetup, IReadOnlyList<MicroscopyImage>, FirstLook> train, double explained)
    {
        TrainingSetup? better = null;
        foreach (double factor in s_factors.Where(factor => IsPossible(factor * setup.Metadata.ObjectDiameter, images)))
        {
            try
            {
                if (train(setup.At(factor, Briefly), images).Belief.Explained is var here && here > explained)
                    (better, explained) = (setup.At(factor), here);
            }
            catch (Exception e) when (e is TrainingException or MemoryBudgetException)
            {
                // Nothing to be learned at that scale, or no memory to do it.
            }
        }
        return better;
    }

    private static bool IsPossible(double diameter, IReadOnlyList<MicroscopyImage> images) =>
        diameter >= LeastDiameter && diameter <= MostOfSide * images.Min(i => Math.Min(i.Shape.Height, i.Shape.Width));
}
