namespace Cellulus;

/// <summary>
/// A second opinion on an embedding. One that was trained well, at the right scale, finds objects that look like whole cells. Where most of what was
/// found does not, embeddings are trained briefly: from other weights, since chance may lead astray, and at twice and half of the estimated object
/// diameter, since parts of cells or clusters of them look like none. What explains more by whole cells is trained in full.
/// </summary>
internal static class SecondOpinion
{
    /// <summary>Share explained (<see cref="Belief.Explained"/>) from which nothing else is tried.</summary>
    private const double Convincing = 0.6;

    /// <summary>Another training must explain so many times as much.</summary>
    private const double LeastGain = 1.1;

    /// <summary>Images that are tried on, and share of the steps.</summary>
    private const int MostImages = 16;
    private const double Briefly = 0.5;

    /// <summary>Diameters that a network can be trained at: in pixels, and in shares of the shorter side of an image.</summary>
    private const double LeastDiameter = 4, MostOfSide = 0.5;

    private static readonly double[] s_factors = [2, 0.5];

    /// <summary>Trains at the estimate and, if that does not convince, once more in another way.</summary>
    /// <param name="setup">The training at the estimate.</param>
    /// <param name="images">Raw images.</param>
    /// <param name="train">Trains an embedding and looks at what it finds.</param>
    /// <returns>What explains most of all that was trained in full.</returns>
    /// <exception cref="TrainingException">Nothing was learned in any way; what is told is why not at first.</exception>
    public static FirstLook Ask(
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
        if (better is null)
            return first ?? throw failure!;
        FirstLook second = train(better, images);
        // What a brief training promises is not always kept.
        return first?.Belief.Explained > second.Belief.Explained ? first : second;
    }

    private static TrainingSetup? FindBetter(
        TrainingSetup setup, MicroscopyImage[] images, Func<TrainingSetup, IReadOnlyList<MicroscopyImage>, FirstLook> train, double explained)
    {
        IEnumerable<TrainingSetup> scales = s_factors.Where(factor => IsPossible(factor * setup.Metadata.ObjectDiameter, images)).Select(factor => setup.At(factor));
        TrainingSetup? better = null;
        foreach (TrainingSetup other in scales.Prepend(setup.FromOtherWeights()))
        {
            try
            {
                if (train(other.For(Briefly), images).Belief.Explained is var here && here > explained)
                    (better, explained) = (other, here);
            }
            catch (Exception e) when (e is TrainingException or MemoryBudgetException)
            {
                // Nothing to be learned that way, or no memory to do it.
            }
        }
        return better;
    }

    private static bool IsPossible(double diameter, IReadOnlyList<MicroscopyImage> images) =>
        diameter >= LeastDiameter && diameter <= MostOfSide * images.Min(i => Math.Min(i.Shape.Height, i.Shape.Width));
}
