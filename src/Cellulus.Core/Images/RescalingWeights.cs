namespace Cellulus;

/// <summary>
/// How one axis of a grid is resampled to another length: for each target position the first source position it draws from and
/// the weights of it and its successors. Both grids span the same extent, so pixel centres are aligned:
/// source = (target + 0.5) * sourceLength / targetLength - 0.5.
/// </summary>
/// <remarks>
/// Shrinking averages the covered area (a box of the size of a target pixel), which is what a camera with larger pixels would
/// record and leaves no aliasing. Enlarging interpolates linearly. Weights of a position sum to 1.
/// </remarks>
internal sealed class RescalingWeights
{
    private readonly int[] _first;
    private readonly float[] _weights;
    private readonly int _taps;

    public RescalingWeights(int sourceLength, int targetLength)
    {
        double step = (double)sourceLength / targetLength;
        _taps = step > 1 ? (int)Math.Ceiling(step) + 1 : 2;
        _first = new int[targetLength];
        _weights = new float[targetLength * _taps];
        for (int i = 0; i < targetLength; i++)
        {
            Span<float> weights = _weights.AsSpan(i * _taps, _taps);
            _first[i] = step > 1 ? Cover(i * step, (i + 1) * step, sourceLength, weights) : Interpolate((i + 0.5) * step - 0.5, sourceLength, weights);
        }
    }

    /// <summary>Number of target positions.</summary>
    public int TargetLength => _first.Length;

    /// <summary>First source position that a target position draws from.</summary>
    public int First(int target) => _first[target];

    /// <summary>Weights of the source positions from <see cref="First"/> on; the last ones may be cut off where they are 0.</summary>
    public ReadOnlySpan<float> Weights(int target)
    {
        ReadOnlySpan<float> weights = _weights.AsSpan(target * _taps, _taps);
        return weights.TrimEnd(0f);
    }

    /// <summary>First source position, and the one after the last, that a range of target positions draws from.</summary>
    public (int First, int End) SourceOf(int target, int targetEnd)
    {
        int end = 0;
        for (int i = target; i < targetEnd; i++)
            end = Math.Max(end, First(i) + Weights(i).Length);
        return (First(target), end);
    }

    private static int Cover(double from, double to, int sourceLength, Span<float> weights)
    {
        int first = Math.Min((int)from, sourceLength - 1);
        double size = to - from;
        for (int i = 0; i < weights.Length && first + i < sourceLength; i++)
        {
            double overlap = Math.Min(to, first + i + 1) - Math.Max(from, first + i);
            // Rounding leaves slivers that would draw in a pixel that is not covered.
            weights[i] = overlap > 1e-9 * size ? (float)(overlap / size) : 0;
        }
        return first;
    }

    private static int Interpolate(double position, int sourceLength, Span<float> weights)
    {
        position = Math.Clamp(position, 0, sourceLength - 1);
        int first = (int)position;
        float fraction = (float)(position - first);
        weights[0] = 1 - fraction;
        weights[1] = fraction;
        return first;
    }
}
