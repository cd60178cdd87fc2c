using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Brings what a head reads and says to a common scale while it is fitted, and takes the scale into its parameters afterwards.
/// </summary>
internal sealed class UncertaintyScaling
{
    private readonly UncertaintySamples _samples;
    private readonly float[] _mean, _scale;
    private readonly double[] _variance, _shift;

    /// <param name="samples">Samples.</param>
    /// <param name="smallestSpread">Least standard deviation of a feature, as a share of the features' mean one.</param>
    /// <param name="smallestVariance">Least variance that is divided by.</param>
    public UncertaintyScaling(UncertaintySamples samples, double smallestSpread, double smallestVariance)
    {
        _samples = samples;
        _mean = new float[samples.Features];
        _scale = new float[samples.Features];
        _variance = new double[samples.Components];
        _shift = new double[samples.Components];
        double[] spread = new double[samples.Features];
        for (int feature = 0; feature < spread.Length; feature++)
        {
            (double mean, double square) = Moments(samples.Inputs, feature, samples.Features);
            _mean[feature] = (float)mean;
            spread[feature] = Math.Sqrt(Math.Max(0, square - mean * mean));
        }
        double least = smallestSpread * spread.Sum() / Math.Max(1, spread.Count(s => s > 0)) + 1e-12;
        for (int feature = 0; feature < spread.Length; feature++)
            _scale[feature] = (float)(1 / Math.Max(spread[feature], least));
        for (int c = 0; c < samples.Components; c++)
        {
            _variance[c] = Math.Max(smallestVariance, Moments(samples.Variances, c, samples.Components).Mean);
            _shift[c] = Math.Sqrt(Math.Max(smallestVariance, Moments(samples.Shifts, c, samples.Components).Square));
        }
    }

    /// <summary>Mean variance of a component.</summary>
    public double Variance(int component) => _variance[component];

    /// <summary>Root mean square shift of a component.</summary>
    public double Shift(int component) => _shift[component];

    /// <summary>The features of a sample with mean 0 and standard deviation 1.</summary>
    public void Standardize(int sample, Span<float> target)
    {
        ReadOnlySpan<float> features = _samples.Inputs.AsSpan(sample * _samples.Features, _samples.Features);
        for (int i = 0; i < target.Length; i++)
            target[i] = (features[i] - _mean[i]) * _scale[i];
    }

    /// <summary>Changes parameters so that they take features as they are and give variances and shifts in pixels.</summary>
    public void FoldInto(UncertaintyHeadLayout layout, Span<float> parameters)
    {
        ConvolutionLayer hidden = layout.Hidden, output = layout.Output;
        Span<float> bias = parameters.Slice(hidden.BiasOffset, hidden.StoredOutputs);
        for (int input = 0; input < layout.Features; input++)
        {
            Span<float> weights = parameters.Slice(hidden.Inputs[0].Offset + input * hidden.StoredOutputs, hidden.StoredOutputs);
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] *= _scale[input];
                bias[i] -= weights[i] * _mean[input];
            }
        }
        for (int c = 0; c < layout.Components; c++)
        {
            parameters[output.BiasOffset + c] += (float)Math.Log(_variance[c]);
            int shift = layout.Components + c;
            parameters[output.BiasOffset + shift] *= (float)_shift[c];
            for (int input = 0; input < output.Inputs[0].StoredChannels; input++)
                parameters[output.Inputs[0].Offset + input * output.StoredOutputs + shift] *= (float)_shift[c];
        }
    }

    private (double Mean, double Square) Moments(float[] values, int first, int step)
    {
        double sum = 0, squares = 0;
        for (int i = first; i < values.Length; i += step)
        {
            sum += values[i];
            squares += (double)values[i] * values[i];
        }
        return (sum / _samples.Count, squares / _samples.Count);
    }
}
