using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Cellulus.Benchmarks.Comparison;

/// <summary>
/// Finding cluster centres against scikit-learn, from the same points: the tenth of the foreground that the paper's implementation
/// takes. Both must find the same centres. Ours from all points is told beside it.
/// </summary>
internal static class MeanShiftComparison
{
    private const int Side = 512;
    private const double Share = 0.1;

    public static async Task PrintAsync(string python, int rounds)
    {
        (EmbeddingField field, ForegroundMask foreground) = MeanShiftMeasurement.Field(Side);
        double bandwidth = 0.5 * field.ObjectDiameter;
        EmbeddedPoints all = EmbeddedPoints.FromField(field, ForegroundPixels.List(foreground));
        EmbeddedPoints tenth = all.Select(RandomReduction.Keep(all.Count, Share, seed: 0));
        string points = Path.GetTempFileName(), centres = Path.GetTempFileName();
        try
        {
            Write(points, tenth);
            Find(tenth, bandwidth);
            var ours = new List<double>();
            var exact = new List<double>();
            var theirs = new List<double>();
            for (int round = 0; round < rounds; round++)
            {
                ours.Add(Seconds(() => Find(tenth, bandwidth)));
                exact.Add(Seconds(() => Find(all, bandwidth)));
                string output = await ChildProcess.RunAsync(python, [PythonProgram.Script("mean_shift.py"), points, CompareCommand.Text($"{bandwidth:r}"), centres]);
                theirs.Add(JsonDocument.Parse(output).RootElement.GetProperty("seconds").GetDouble());
            }
            double apart = Distance(Find(tenth, bandwidth), Read(centres));
            (double our, double from, double their) = (Measurement.Median(ours), Measurement.Median(exact), Measurement.Median(theirs));
            var table = new MarkdownTable("Centres of a 512 x 512 field", "Points", "Seconds", "scikit-learn over ours");
            table.Add("scikit-learn", $"{tenth.Count}", CompareCommand.Text($"{their:g3}"), "");
            table.Add("ours, the same points", $"{tenth.Count}", CompareCommand.Text($"{our:g3}"), CompareCommand.Text($"{their / our:f0}"));
            table.Add("ours, all points", $"{all.Count}", CompareCommand.Text($"{from:g3}"), CompareCommand.Text($"{their / from:f0}"));
            Console.WriteLine(CompareCommand.Text($"\nThe centres differ by {apart:g2} px at most."));
        }
        finally
        {
            File.Delete(points);
            File.Delete(centres);
        }
    }

    private static EmbeddedPosition[] Find(EmbeddedPoints points, double bandwidth) =>
        FlatKernelMeanShift.FindModes(FlatKernelMeanShift.CreateGrid(points, bandwidth), bandwidth, null, StageExecution.Default).Centres;

    private static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // Doubles as they lie in memory: x and y of each point.
    private static void Write(string path, EmbeddedPoints points)
    {
        double[] values = new double[2 * points.Count];
        for (int i = 0; i < points.Count; i++)
            (values[2 * i], values[2 * i + 1]) = (points.X[i], points.Y[i]);
        File.WriteAllBytes(path, MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static EmbeddedPosition[] Read(string path)
    {
        ReadOnlySpan<double> values = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(path));
        var centres = new EmbeddedPosition[values.Length / 2];
        for (int i = 0; i < centres.Length; i++)
            centres[i] = new EmbeddedPosition(values[2 * i], values[2 * i + 1], 0);
        return centres;
    }

    /// <summary>How far the farthest centre of either lies from its nearest of the other.</summary>
    private static double Distance(EmbeddedPosition[] ours, EmbeddedPosition[] theirs)
    {
        static double OneWay(EmbeddedPosition[] from, EmbeddedPosition[] to) => from.Max(a => to.Min(b => Math.Sqrt(a.SquaredDistanceTo(b))));
        return Math.Max(OneWay(ours, theirs), OneWay(theirs, ours));
    }
}
