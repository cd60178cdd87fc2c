namespace Cellulus;

/// <summary>
/// Finds bright blobs as maxima over place and scale of the scale-normalised Laplacian of Gaussian (Lindeberg: "Feature detection
/// with automatic scale selection", 1998). Three scales per octave; each octave halves the grid, so all scales together cost some
/// two passes at full size. A disc of diameter d answers most strongly at sigma = d / (2 sqrt 2), a ball at d / (2 sqrt 3).
/// </summary>
internal sealed class BlobDetector
{
    private const int ScalesPerOctave = 3;
    private const int Levels = ScalesPerOctave + 2;
    private const int SmallestExtent = 16;
    private const double FirstSigma = 1.5;

    // Of the value range; and in standard deviations of what white noise alone makes at that scale.
    private const double LeastContrast = 0.01, LeastNoiseRatio = 6;

    private readonly int _rank;
    private readonly double _noise;
    private readonly List<Blob> _blobs = [];

    private BlobDetector(int rank, double noise) => (_rank, _noise) = (rank, noise);

    /// <summary>All blobs, small and large, inside of each other or not.</summary>
    /// <param name="values">Values of about 0 to 1, order (z, y, x).</param>
    /// <param name="shape">Extent.</param>
    /// <param name="execution">Threads and cancellation.</param>
    public static List<Blob> Find(float[] values, ImageShape shape, StageExecution execution)
    {
        var detector = new BlobDetector(shape.Rank, NoiseLevel.Estimate(values, shape));
        float[] level = GaussianFilter.Smooth<float>(values, shape, Sigma(0), execution);
        for (int octave = 0; ; octave++)
        {
            level = detector.SearchOctave(level, shape, octave, execution);
            if (Math.Min(shape.Height, shape.Width) < 2 * SmallestExtent)
                return detector._blobs;
            level = Halve(level, ref shape);
        }
    }

    /// <summary>Sigma of a level in pixels of its octave: level 1 is the first whose maxima count.</summary>
    private static double Sigma(double level) => FirstSigma * Math.Pow(2, (level - 1) / ScalesPerOctave);

    /// <summary>Searches one octave and returns the level with twice the sigma of the first.</summary>
    private float[] SearchOctave(float[] smooth, ImageShape shape, int octave, StageExecution execution)
    {
        var responses = new float[Levels][];
        float[] next = smooth;
        for (int level = 0; level < Levels; level++)
        {
            if (level > 0)
                smooth = GaussianFilter.Smooth<float>(smooth, shape, Math.Sqrt(Math.Pow(Sigma(level), 2) - Math.Pow(Sigma(level - 1), 2)), execution);
            if (level == ScalesPerOctave)
                next = smooth;
            responses[level] = Response(smooth, shape, Sigma(level), execution);
        }
        for (int level = 1; level <= ScalesPerOctave; level++)
            CollectMaxima(responses, level, shape, octave, execution.CancellationToken);
        return next;
    }

    /// <summary>Minus sigma^2 times the Laplacian, by second differences; borders repeat the last pixel.</summary>
    private static float[] Response(float[] values, ImageShape shape, double sigma, StageExecution execution)
    {
        var response = new float[values.Length];
        float scale = (float)(sigma * sigma);
        int width = shape.Width;
        ParallelWork.For(shape.Depth * shape.Height, execution, row =>
        {
            int z = row / shape.Height, y = row % shape.Height;
            ReadOnlySpan<float> here = Row(z, y), above = Row(z, y - 1), below = Row(z, y + 1), before = Row(z - 1, y), after = Row(z + 1, y);
            Span<float> target = response.AsSpan(row * width, width);
            for (int x = 0; x < width; x++)
                target[x] = scale * (6 * here[x] - here[Math.Max(x - 1, 0)] - here[Math.Min(x + 1, width - 1)]
                    - above[x] - below[x] - before[x] - after[x]);
        });
        return response;

        ReadOnlySpan<float> Row(int z, int y) => values.AsSpan(
            shape.IndexOf(Math.Clamp(z, 0, shape.Depth - 1), Math.Clamp(y, 0, shape.Height - 1), 0), width);
    }

    private void CollectMaxima(float[][] responses, int level, ImageShape shape, int octave, CancellationToken cancellationToken)
    {
        float pixel = 1 << octave, threshold = (float)Math.Max(LeastContrast, LeastNoiseRatio * _noise * NoiseGain(Sigma(level) * pixel));
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (int x = 0; x < shape.Width; x++, i++)
                {
                    float value = responses[level][i];
                    if (value <= threshold || !IsMaximum(responses, level, shape, z, y, x))
                        continue;
                    double between = Vertex(responses[level - 1][i], value, responses[level + 1][i]);
                    double diameter = 2 * Math.Sqrt(_rank) * Sigma(level + between) * pixel;
                    _blobs.Add(new Blob(x * pixel, y * pixel, z * pixel, (float)diameter, value));
                }
            }
    }

    private static bool IsMaximum(float[][] responses, int level, ImageShape shape, int z, int y, int x)
    {
        float value = responses[level][shape.IndexOf(z, y, x)];
        int x0 = Math.Max(x - 1, 0), count = Math.Min(x + 1, shape.Width - 1) - x0 + 1;
        for (int l = level - 1; l <= level + 1; l++)
            for (int zz = Math.Max(z - 1, 0); zz <= Math.Min(z + 1, shape.Depth - 1); zz++)
                for (int yy = Math.Max(y - 1, 0); yy <= Math.Min(y + 1, shape.Height - 1); yy++)
                    foreach (float neighbour in responses[l].AsSpan(shape.IndexOf(zz, yy, x0), count))
                        if (neighbour > value)
                            return false;
        return true;
    }

    /// <summary>Where the parabola through three values peaks, -0.5 to 0.5 from the middle one.</summary>
    private static double Vertex(double before, double peak, double after)
    {
        double curvature = before - 2 * peak + after;
        return curvature < 0 ? Math.Clamp(0.5 * (before - after) / curvature, -0.5, 0.5) : 0;
    }

    /// <summary>Standard deviation of the response to white noise of unit standard deviation.</summary>
    private double NoiseGain(double sigma) => _rank == 2 ? 0.399 / sigma : 0.290 / Math.Pow(sigma, 1.5);

    private static float[] Halve(float[] values, ref ImageShape shape)
    {
        ImageShape from = shape, to = new((shape.Depth + 1) / 2, (shape.Height + 1) / 2, (shape.Width + 1) / 2);
        var half = new float[to.CheckedLength()];
        for (int z = 0, i = 0; z < to.Depth; z++)
            for (int y = 0; y < to.Height; y++)
                for (int x = 0; x < to.Width; x++, i++)
                    half[i] = values[from.IndexOf(2 * z, 2 * y, 2 * x)];
        shape = to;
        return half;
    }
}
