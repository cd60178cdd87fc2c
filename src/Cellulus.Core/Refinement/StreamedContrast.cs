namespace Cellulus;

/// <summary>
/// <see cref="ContrastRefiner"/> on an image larger than memory. What objects share, noise and background, is that of the whole image;
/// each window holds the objects it has to do with whole, so every object comes out as if nothing had been cut.
/// </summary>
internal sealed class StreamedContrast(ContrastRefiner refiner, StreamedScene scene, string name)
{
    private readonly ContrastGeometry _geometry = new(refiner.Options, scene.ObjectDiameter, scene.Shape.Rank);

    public ILabelReader Refine(ILabelReader labels, StageExecution execution)
    {
        // Made when the first window asks: of a step that is finished nothing is needed but its result.
        var parts = new Lazy<Parts>(() => Prepare(labels, execution with { Progress = null }));
        return StreamedWindows.Refine(scene, labels, name, execution, (core, window) =>
            RefineWindow(core, window, parts.Value, execution with { Progress = null }));
    }

    private Parts Prepare(ILabelReader labels, StageExecution execution)
    {
        LabelPieces pieces = LabelPieces.Find(scene.Strips, scene.Scratch, labels, name + "-pieces", execution);
        int[] largest = LargestPieceOf(pieces, labels.MaxLabel);
        var kept = new MappedLabels(new StoredLabels(pieces.Strips, pieces.Count), Numbers(pieces, largest));
        var windows = new ObjectWindows(
            scene.Windows, Array.ConvertAll(largest, pieces.BoxOf), (int)Math.Ceiling(_geometry.Reach) + 1, _geometry.Sight);
        double noise = scene.Scratch.Recall(name + "-noise", () => [StreamedNoise.Estimate(scene, execution)])[0];
        var parts = new Parts(windows, kept, noise, new StreamedBackgroundLevel(scene, kept, _geometry, name));
        parts = parts with { IsDark = scene.Scratch.Recall(name + "-polarity", () => [Judge(parts, execution)])[0] < 0 };
        if (!refiner.NeedsTypicalRim)
            return parts;
        double[] typical = scene.Scratch.Recall(name + "-rim", () => ContrastRefiner.TypicalOf(MeasureRims(parts, execution)) is { } rim ? [rim] : []);
        return parts with { TypicalRim = typical is [var known] ? known : null };
    }

    private int Judge(Parts parts, StageExecution execution) =>
        InWindows(parts, execution, (part, numbers, isWanted) => refiner.Judge(part, numbers, isWanted, execution)).Sum();

    private float[] MeasureRims(Parts parts, StageExecution execution) =>
        [.. InWindows(parts, execution, (part, numbers, isWanted) => refiner.MeasureRims(part, numbers, isWanted, execution)).SelectMany(rims => rims)];

    /// <summary>Does something with every object once, window by window.</summary>
    private IEnumerable<T> InWindows<T>(Parts parts, StageExecution execution, Func<ContrastScene, int[], Predicate<int>, T> work)
    {
        foreach ((int window, HashSet<int> wanted) in parts.Windows.EachOnce())
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            yield return InWindow(window, parts, execution, (part, numbers) => work(part, numbers, wanted.Contains));
        }
    }

    private int[] RefineWindow(GridBox core, int window, Parts parts, StageExecution execution)
    {
        if (parts.Windows.ObjectsOf(window).Count == 0)
            return new int[core.Shape.CheckedLength()];
        var wanted = parts.Windows.ObjectsOf(window).ToHashSet();
        int[] result = InWindow(window, parts, execution, (part, numbers) => refiner.PlaceBorders(part, numbers, wanted.Contains, execution));
        return parts.Windows.WithContext(window).Crop<int>(result, core);
    }

    /// <summary>Does something with the objects of a window; anew when the background of the image was asked for and not known
    /// yet.</summary>
    private T InWindow<T>(int window, Parts parts, StageExecution execution, Func<ContrastScene, int[], T> work)
    {
        GridBox box = scene.RequireWindow(parts.Windows.WithContext(window));
        int[] labels = parts.Kept.Read(box, execution), numbers = LabelNumbering.CloseGaps(labels);
        float[] intensity = scene.Image.ReadIntensity(box, execution.CancellationToken);
        var part = new ContrastScene(intensity, labels, box.Shape, _geometry, parts.Noise, execution, parts.Background.Ask) { TypicalRim = parts.TypicalRim };
        if (parts.IsDark)
            part.Invert();
        T result = work(part, numbers);
        if (!parts.Background.WasMissed)
            return result;
        parts.Background.Find(execution);
        return work(part, numbers);
    }

    /// <summary>The largest piece of each label, the first of equally large ones; 0 for labels that are not there.</summary>
    private static int[] LargestPieceOf(LabelPieces pieces, int maxLabel)
    {
        var largest = new int[maxLabel + 1];
        for (int i = 1; i < pieces.Count; i++)
            if (pieces.RootOf(i) == i && pieces.LabelOf(i) is var label && (largest[label] == 0 || pieces.SizeOf(i) > pieces.SizeOf(largest[label])))
                largest[label] = i;
        return largest;
    }

    private static int[] Numbers(LabelPieces pieces, int[] largest)
    {
        var numbers = new int[pieces.Count];
        for (int i = 1; i < numbers.Length; i++)
            if (pieces.RootOf(i) is var root && pieces.LabelOf(root) is var label && largest[label] == root)
                numbers[i] = label;
        return numbers;
    }

    private sealed record Parts(ObjectWindows Windows, ILabelReader Kept, double Noise, StreamedBackgroundLevel Background)
    {
        /// <summary>Whether most objects are darker than what surrounds them.</summary>
        public bool IsDark { get; init; }

        /// <summary>As <see cref="ContrastScene.TypicalRim"/>.</summary>
        public double? TypicalRim { get; init; }
    }
}
