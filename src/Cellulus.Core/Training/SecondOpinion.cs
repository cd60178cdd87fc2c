namespace Cellulus;

/// <summary>
/// A second opinion on an embedding. One that was trained well, at the right scale, finds objects that look like whole cells. Where most of
/// what was
/// found does not, chance or the scale led astray. So another embedding is trained from other weights: in full, since early on a good
/// training looks like a
/// bad one. If that does not convince either, and the images speak for twice or half of the estimated object diameter as well, since parts
/// of cells and clusters of them
/// are blobs, too, embeddings are trained briefly there, and one that explains more by whole cells is trained in full. Where nothing was
/// learned at all both are tried.
/// </summary>
internal static class SecondOpinion
{
    /// <summary>Share explained (<see cref="Belief.Explained"/>) from which nothing else is tried.</summary>
    private const double Convincing = 0.6;

    /// <summary>Another scale must explain so many times as much.</summary>
    private const double LeastGain = 1.1;

    /// <summary>Images that a scale is tried on, and share of the steps.</summary>
    private const int MostImages = 16;
    private const double Briefly = 0.5;

    /// <summary>Diameters that a network can be trained at: in pixels, and in shares of the shorter side of an image.</summary>
    private const double LeastDiameter = 4, MostOfSide = 0.5;

    /// <summary>Trains as asked for and, as long as that does not convince, in other ways.</summary>
    /// <param name="setup">The training that was asked for.</param>
    /// <param name="isDiameterGiven">Whether people know the diameter: then no other is tried.</param>
    /// <param name="images">Raw images.</param>
    /// <param name="train">Trains an embedding and looks at what it finds.</param>
    /// <returns>What explains most of all that was trained in full.</returns>
    /// <exception cref="TrainingException">Nothing was learned in any way; what is told is why not at first.</exception>
    public static FirstLook Ask(
        TrainingSetup setup, bool isDiameterGiven, IReadOnlyList<MicroscopyImage> images, Func<TrainingSetup, IReadOnlyList<MicroscopyImage>, FirstLook> train)
    {
        FirstLook? best = null;
        TrainingException? failure = null;
        try
        {
            best = train(setup, images);
        }
        catch (TrainingException e)
        {
            failure = e;
        }
        if (best?.Belief.Explained >= Convincing)
            return best;
        TrainingSetup other = setup.FromOtherWeights();
        // The network has by now been begun anew by itself where it learned nothing.
        if (best is not null && Try(other, images, train) is { } second && second.Belief.Explained > best.Belief.Explained)
            (best, setup) = (second, other);
        if (best?.Belief.Explained >= Convincing || isDiameterGiven)
            return best ?? throw failure!;
        IReadOnlyList<double> others = best is null ? DiameterSurvey.OctavesFrom(setup.Metadata.ObjectDiameter) : setup.OtherDiameters;
        // What a brief training promises is not always kept.
        if (FindScale(setup, others, images, train, LeastGain * (best?.Belief.Explained ?? 0)) is { } scale
            && Try(scale, images, train) is { } third && !(third.Belief.Explained < best?.Belief.Explained))
            best = third;
        return best ?? throw failure!;
    }

    private static TrainingSetup? FindScale(
        TrainingSetup setup, IReadOnlyList<double> diameters, IReadOnlyList<MicroscopyImage> images,
        Func<TrainingSetup, IReadOnlyList<MicroscopyImage>, FirstLook> train, double explained)
    {
        MicroscopyImage[] some = [.. EvenSample.Of(images.Count, MostImages).Select(i => images[i])];
        TrainingSetup? better = null;
        foreach (TrainingSetup other in diameters.Where(diameter => IsPossible(diameter, some)).Select(setup.At))
            if (Try(other.For(Briefly), some, train)?.Belief.Explained is { } here && here > explained)
                (better, explained) = (other, here);
        return better;
    }

    /// <returns>Null if there was nothing to be learned that way, or no memory to do it.</returns>
    private static FirstLook? Try(
        TrainingSetup setup, IReadOnlyList<MicroscopyImage> images, Func<TrainingSetup, IReadOnlyList<MicroscopyImage>, FirstLook> train)
    {
        try
        {
            return train(setup, images);
        }
        catch (Exception e) when (e is TrainingException or MemoryBudgetException)
        {
            return null;
        }
    }

    private static bool IsPossible(double diameter, IReadOnlyList<MicroscopyImage> images) =>
        diameter >= LeastDiameter && diameter <= MostOfSide * images.Min(i => Math.Min(i.Shape.Height, i.Shape.Width));
}
