namespace Cellulus;

/// <summary>
/// Mean-shift on a field larger than memory, with the labels of the whole, bit for bit. Space is divided into cores; the seeds of a core
/// are followed among the points of a window around it. A seed that comes near the end of its window is handed to the core it has
/// come to: where it goes next depends on where it is alone. Centres are then chosen among the ends of all seeds at once, and every
/// pixel joins the nearest one.
/// </summary>
/// <param name="field">The embedding.</param>
/// <param name="bandwidth">Radius of the kernel in px of the field.</param>
/// <param name="scratch">Takes what is finished.</param>
/// <param name="reach">How far beyond its core a seed may wander before it is handed on, in bandwidths. Changes speed, never a
/// centre.</param>
internal sealed class StreamedMeanShift(StreamedField field, double bandwidth, ScratchFolder scratch, double reach = 4)
{
    /// <summary>Far above the rounding of any distance, in px.</summary>
    private const double Guard = 0.5;

    public ILabelReader Run(StageExecution execution)
    {
        EmbeddedPosition[] centres = FromNumbers(scratch.Recall("centres", () => ToNumbers(FindCentres(execution))));
        var tiles = new TileStore<int>(scratch, "clusters", field.Grid);
        for (int tile = 0; tile < field.Grid.Count; tile++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            if (!tiles.Has(tile))
                tiles.Write(tile, Assign(field.Grid[tile], centres, execution));
            execution.Progress?.Report(0.7 + 0.3 * (tile + 1) / field.Grid.Count);
        }
        return new StoredLabels(tiles, centres.Length);
    }

    private EmbeddedPosition[] FindCentres(StageExecution execution)
    {
        var points = new StreamedPoints(field, execution);
        var all = new MeanShiftTrails();
        for (int core = 0; core < field.Grid.Count; core++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            int index = core;
            AddNumbers(scratch.Recall($"trails-{core:000000}", () => ToNumbers(FollowCore(points, index, execution))), all);
            execution.Progress?.Report(0.7 * (core + 1) / field.Grid.Count);
        }
        while (all.Leaving.Count > 0)
            FollowLeaving(points, all, execution);
        return ModeSelection.Select(all.Ends, bandwidth, execution.CancellationToken);
    }

    private MeanShiftTrails FollowCore(StreamedPoints points, int core, StageExecution execution)
    {
        var trails = new MeanShiftTrails();
        EmbeddedBox home = EmbeddedBox.Of(field.Grid[core], field.Shape), scope = home.Inflate(reach * bandwidth);
        PointGrid grid = GridOf(points, scope, execution);
        Follow(grid, scope, Seeds(grid.Points, home), 0, trails, execution);
        return trails;
    }

    private void FollowLeaving(StreamedPoints points, MeanShiftTrails all, StageExecution execution)
    {
        (EmbeddedPosition Position, int Iterations)[] leaving = [.. all.Leaving];
        all.Leaving.Clear();
        for (int core = 0; core < field.Grid.Count; core++)
        {
            EmbeddedBox home = EmbeddedBox.Of(field.Grid[core], field.Shape), scope = home.Inflate(reach * bandwidth);
            var arrived = leaving.Where(l => home.Contains(l.Position)).GroupBy(l => l.Iterations).ToArray();
            if (arrived.Length == 0)
                continue;
            PointGrid grid = GridOf(points, scope, execution);
            foreach (var group in arrived)
                Follow(grid, scope, ToPoints([.. group.Select(l => l.Position)]), group.Key, all, execution);
        }
    }

    private void Follow(PointGrid grid, EmbeddedBox scope, EmbeddedPoints seeds, int iterations, MeanShiftTrails trails, StageExecution execution)
    {
        if (seeds.Count > 0)
            FlatKernelMeanShift.Follow(grid, bandwidth, seeds, iterations, p => scope.Contains(p), trails, execution with { Progress = null });
    }

    private PointGrid GridOf(StreamedPoints points, EmbeddedBox scope, StageExecution execution) =>
        FlatKernelMeanShift.CreateGrid(points.In(scope.Inflate(bandwidth + Guard), execution.CancellationToken), bandwidth, points.Frame);

    private int[] Assign(GridBox box, EmbeddedPosition[] centres, StageExecution execution)
    {
        EmbeddingField region = field.Read(box);
        int[] pixels = field.Foreground(region);
        var labels = new int[box.Shape.PixelCount];
        if (pixels.Length == 0)
            return labels;
        EmbeddedPoints points = EmbeddedPoints.FromField(region, pixels, default, (box.Z0, box.Y0, box.X0));
        int[] nearest = NearestCentre.Assign(FlatKernelMeanShift.CreateGrid(points, bandwidth), centres, execution);
        for (int i = 0; i < pixels.Length; i++)
            labels[pixels[i]] = nearest[i] + 1;
        return labels;
    }

    private EmbeddedPoints Seeds(EmbeddedPoints points, EmbeddedBox home) =>
        points.Select([.. Enumerable.Range(0, points.Count).Where(i => home.Contains(points[i]))]);

    private EmbeddedPoints ToPoints(EmbeddedPosition[] places) => new(
        Array.ConvertAll(places, p => p.X), Array.ConvertAll(places, p => p.Y), field.Components == 3 ? Array.ConvertAll(places, p => p.Z) : null);

    private static double[] ToNumbers(EmbeddedPosition[] places) => [.. places.SelectMany(p => new[] { p.X, p.Y, p.Z })];

    private static EmbeddedPosition[] FromNumbers(double[] numbers) =>
        [.. Enumerable.Range(0, numbers.Length / 3).Select(i => new EmbeddedPosition(numbers[3 * i], numbers[3 * i + 1], numbers[3 * i + 2]))];

    // Four numbers a place: where it is and, at an end, how many points; of one that leaves, less than zero, the moves.
    private static double[] ToNumbers(MeanShiftTrails trails) =>
    [
        .. trails.Ends.SelectMany(e => new[] { e.Key.X, e.Key.Y, e.Key.Z, e.Value }),
        .. trails.Leaving.SelectMany(l => new[] { l.Position.X, l.Position.Y, l.Position.Z, -l.Iterations }),
    ];

    private static void AddNumbers(double[] numbers, MeanShiftTrails trails)
    {
        for (int i = 0; i < numbers.Length; i += 4)
        {
            var place = new EmbeddedPosition(numbers[i], numbers[i + 1], numbers[i + 2]);
            if (numbers[i + 3] > 0)
                trails.AddEnd(place, (long)numbers[i + 3]);
            else
                trails.Leaving.Add((place, (int)-numbers[i + 3]));
        }
    }
}
