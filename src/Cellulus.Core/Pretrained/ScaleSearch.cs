using MathNet.Numerics.Statistics;

namespace Cellulus;

/// <summary>
/// Finds the diameter of the objects of an image: a network that was taught objects of one size is the surest of what it finds where the
/// image is
/// rescaled to that size. A grid of diameters is tried on the liveliest part of the image, then what was found at the best tells the
/// diameter.
/// </summary>
internal sealed class ScaleSearch(StarConvexModel network)
{
    private static readonly EvidenceFilter s_evidence = new();

    /// <summary>Smallest diameter tried, in pixels: smaller objects have no shape.</summary>
    private const double Least = 6;

    /// <summary>Ratio of one diameter of the grid to the next, whose best is then compared with what lies half a step from it: a network
    /// that was taught objects of half to twice a size knows those between.</summary>
    private const double Step = 2, HalfStep = 1.4142135623730951;

    /// <summary>Largest diameter as a share of the shorter side of the image.</summary>
    private const double Largest = 0.6;

    /// <summary>Side of the part that is looked at, in working pixels: some hundred objects in a plane, a few dozen in a volume.</summary>
    private const int PlaneSide = 112, VolumeSide = 48;

    /// <summary>Fewer objects tell less; so many count as half.</summary>
    private const double HalfSure = 2;

    /// <summary>Finds it.</summary>
    /// <param name="image">Normalised, not rescaled.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <returns>The diameter in pixels of the image; <see langword="null"/> where nothing is found.</returns>
    public double? Find(MicroscopyImage image, StageExecution execution)
    {
        var window = new LivelyWindow(image, execution);
        foreach (ScaleLook look in Looks(image, window, execution).Where(l => l.Objects > 0).OrderByDescending(Score))
            if (HasEvidence(image, window, look, execution))
                return look.Found;
        return null;
    }

    /// <summary>What is found at each diameter that was tried.</summary>
    public IReadOnlyList<ScaleLook> Looks(MicroscopyImage image, StageExecution execution) => Looks(image, new LivelyWindow(image, execution), execution);

    private List<ScaleLook> Looks(MicroscopyImage image, LivelyWindow window, StageExecution execution)
    {
        double largest = Math.Max(Least, Largest * Math.Min(image.Height, image.Width));
        var looks = new List<ScaleLook>();
        for (double diameter = Least; diameter <= largest; diameter *= Step)
            looks.Add(Look(image, window, diameter, execution));
        double best = looks.MaxBy(Score).Assumed;
        foreach (double diameter in new[] { best / HalfStep, best * HalfStep })
            if (diameter >= Least && diameter <= largest)
                looks.Add(Look(image, window, diameter, execution));
        return looks;
    }

    /// <summary>Squared, since what is found in mere texture is many and half sure.</summary>
    private static double Score(ScaleLook look) => look.Confidence * look.Confidence * look.Objects / (look.Objects + HalfSure);

    /// <summary>Whether anything that is found at a diameter is more than what the image shows by chance: mere noise has a best diameter,
    /// too.</summary>
    private bool HasEvidence(MicroscopyImage image, LivelyWindow window, ScaleLook look, StageExecution execution)
    {
        (MicroscopyImage part, MicroscopyImage shown) = Show(image, window, look.Assumed, execution);
        LabelImage labels = network.Detect(shown, part.Shape, EmbeddingOptions.DefaultTileSize, execution with { Progress = null }).Labels;
        return s_evidence.Refine(new RefinementInput(part, labels, look.Found, null), execution with { Progress = null }).Labels.ContainsAnyExcept(0);
    }

    /// <summary>The liveliest part of the image that is looked at for a diameter, as it is and on the network's grid.</summary>
    private (MicroscopyImage Part, MicroscopyImage Shown) Show(MicroscopyImage image, LivelyWindow window, double diameter, StageExecution execution)
    {
        int side = image.Shape.Rank == 3 ? VolumeSide : PlaneSide;
        ImageShape whole = Rescaling.GetLargeShape(image.Shape, network.Description.WorkingDiameter / diameter, image.PixelSize);
        MicroscopyImage part = image.Crop(window.Of(new ImageShape(Extent(image.Depth, whole.Depth), Extent(image.Height, whole.Height), Extent(image.Width, whole.Width))));
        return (part, Rescaling.Rescale(part, new ImageShape(Math.Min(side, whole.Depth), Math.Min(side, whole.Height), Math.Min(side, whole.Width)), execution));

        int Extent(int given, int rescaled) => rescaled <= side ? given : Math.Clamp((int)Math.Round((double)side * given / rescaled), 1, given);
    }

    private ScaleLook Look(MicroscopyImage image, LivelyWindow window, double diameter, StageExecution execution)
    {
        execution.CancellationToken.ThrowIfCancellationRequested();
        double scale = network.Description.WorkingDiameter / diameter;
        (_, MicroscopyImage shown) = Show(image, window, diameter, execution);
        StarCandidates candidates = network.Propose(shown, StarConvexMetadata.LeastProbability, EmbeddingOptions.DefaultTileSize, execution);
        (double Confidence, int Pixels)[] found = [.. StarSelection
            .SelectDrawn(candidates, StarRanking.Order(candidates, execution), network.OverlapThreshold, execution)
            .Where(k => candidates.ScoreOf(k.Candidate) >= network.ProbabilityThreshold)
            .Select(k => ((double)candidates.ScoreOf(k.Candidate), k.Pixels.Count))];
        return found.Length == 0
            ? new ScaleLook(diameter, 0, 0, 0)
            : new ScaleLook(diameter, found.Length, found.Average(f => f.Confidence), ObjectSize.Diameter(found.Select(f => (double)f.Pixels).Median(), shown.Shape) / scale);
    }
}
