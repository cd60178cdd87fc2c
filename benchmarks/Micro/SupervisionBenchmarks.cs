using BenchmarkDotNet.Attributes;
using Cellulus.Engine;

namespace Cellulus.Benchmarks.Micro;

/// <summary>What star-convex objects cost beside the network: 10,000 candidates of some 200 nuclei, and the targets of a whole 512 x 512
/// image.</summary>
[BenchmarkCategory(Categories.Segmentation)]
public class SupervisionBenchmarks
{
    private const int Count = 10_000;

    private static readonly RayDirections s_directions = RayDirections.Of(rank: 2, RayDirections.Planar);

    private StarCandidates _candidates = null!;
    private PseudoLabels _labels = null!;

    [GlobalSetup]
    public void Setup()
    {
        LabelImage truth = Scene.Simulate(512).Truth;
        _labels = new PseudoLabels(truth.Labels.ToArray(), truth.Shape);
        float[] depth = BorderDepth.Of(_labels);
        int[] centres = [.. Enumerable.Range(0, depth.Length).Where(i => depth[i] > 0).OrderByDescending(i => depth[i]).Take(Count)];
        var distances = new float[centres.Length * s_directions.Count];
        for (int i = 0; i < centres.Length; i++)
            Measure(centres[i], distances.AsSpan(i * s_directions.Count, s_directions.Count));
        distances = Array.ConvertAll(distances, d => float.IsNaN(d) ? 11 : d);
        _candidates = new StarCandidates(centres, [.. centres.Select(i => depth[i])], distances, truth.Shape, s_directions) { Field = MeasureField() };
    }

    // What a network would say that knows the truth.
    private StarField MeasureField()
    {
        ReadOnlySpan<int> labels = _labels.Labels;
        var output = new FeatureMap(_labels.Shape, StarOutputs.CountFor(s_directions.Count));
        for (int i = 0; i < labels.Length; i++)
        {
            Span<float> said = output.Values.Slice(i * output.Channels, output.Channels);
            said[StarOutputs.Foreground] = labels[i] > 0 ? 4 : -4;
            if (labels[i] > 0)
                Measure(i, said[StarOutputs.FirstRay..]);
        }
        for (int i = 0; i < output.Values.Length; i++)
            if (float.IsNaN(output.Values[i]))
                output.Values[i] = 11;
        var field = new StarField(s_directions, unit: 1, _labels.Shape);
        field.Add(GridBox.Of(_labels.Shape), output);
        return field;
    }

    [Benchmark]
    public object Suppress() => Suppress(StageExecution.Default);

    [Benchmark]
    public object SuppressOnOneThread() => Suppress(new StageExecution { MaxDegreeOfParallelism = 1 });

    private IReadOnlyList<(int, StarPixels)> Suppress(StageExecution execution) =>
        NonMaximumSuppression.Select(_candidates, StarRanking.Order(_candidates, execution), 0.4, execution);

    [Benchmark]
    public float[] Depths() => BorderDepth.Of(_labels);

    /// <summary>32 distances of each of the 512 x 512 pixels that belongs to an object.</summary>
    [Benchmark]
    public float Distances()
    {
        var distances = new float[s_directions.Count];
        float sum = 0;
        for (int i = 0; i < _labels.Labels.Length; i++)
            if (_labels.Labels[i] > 0)
            {
                Measure(i, distances);
                sum += distances[0];
            }
        return sum;
    }

    private void Measure(int pixel, Span<float> distances) =>
        RayTargets.Measure(_labels.Labels, _labels.Shape, (0, pixel / _labels.Shape.Width, pixel % _labels.Shape.Width), s_directions, distances);
}
