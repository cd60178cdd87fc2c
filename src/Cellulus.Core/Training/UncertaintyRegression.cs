using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Fits an uncertainty head to samples with Adam. The variance of a component is fitted by the likelihood of a normal distribution,
/// <c>log v + s / v</c> for a measured variance s: its minimum is the mean of s, however rough each s is, and dim and bright pixels count
/// alike. (The squared difference of logarithms would be biased: the logarithm of a rough variance is too low on average.) Shifts are
/// fitted by squares.
/// </summary>
internal sealed class UncertaintyRegression
{
    private const int Batch = 1024;
    private const double LearningRate = 2e-3, ShiftWeight = 0.6;
    private const double SmallestVariance = 1e-12, LargestExponent = 20;

    // Share of the mean variance that every pixel is given beside its own: where noise changed nothing at all, the logarithm must end
    // somewhere.
    private const double VarianceFloor = 1e-5;

    // Features that hardly vary in the samples must not be blown up where they do.
    private const double SmallestSpread = 0.05;

    private readonly UncertaintySamples _samples;
    private readonly UncertaintyHeadLayout _layout;
    private readonly UncertaintyScaling _scaling;
    private readonly DirectConvolution _hidden, _output;
    private readonly FeatureMap _inputs, _hiddenRow, _outputRow, _hiddenGradient, _outputGradient;

    public UncertaintyRegression(UncertaintySamples samples, UncertaintyHeadLayout layout)
    {
        _samples = samples;
        _layout = layout;
        _scaling = new UncertaintyScaling(samples, SmallestSpread, SmallestVariance);
        _hidden = new DirectConvolution(layout.Hidden, GemmKernels.Best, training: true);
        _output = new DirectConvolution(layout.Output, GemmKernels.Best, training: true);
        var size = new ImageShape(1, 1, Batch);
        _inputs = new FeatureMap(size, layout.Features);
        _hiddenRow = new FeatureMap(size, layout.Hidden.StoredOutputs);
        _outputRow = new FeatureMap(size, layout.Output.StoredOutputs);
        _hiddenGradient = new FeatureMap(size, layout.Hidden.StoredOutputs);
        _outputGradient = new FeatureMap(size, layout.Output.StoredOutputs);
    }

    /// <summary>Fits.</summary>
    /// <returns>Parameters in the order of the layout.</returns>
    /// <exception cref="TrainingException">The samples are not finite.</exception>
    public float[] Run(int iterations, ulong seed, StageExecution execution)
    {
        float[] parameters = new float[_layout.ParameterCount], gradient = new float[_layout.ParameterCount];
        var random = new Philox(seed, RandomStreams.UncertaintyFit);
        Initialize(random, parameters);
        var optimizer = new Adam(parameters.Length);
        Span<int> batch = stackalloc int[Batch];
        for (int step = 0; step < iterations; step++)
        {
            execution.CancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < Batch; i++)
                batch[i] = random.NextInt(_samples.Count);
            Array.Clear(gradient);
            double loss = AccumulateGradient(batch, parameters, gradient);
            if (!double.IsFinite(loss))
                throw new TrainingException("The uncertainty cannot be learned: what the network puts out under noise is not finite. Train the model again with a lower learning rate.");
            optimizer.Step(parameters, gradient, LearningRateAt(step / (double)iterations), weightDecay: 0);
            execution.Progress?.Report((step + 1.0) / iterations);
        }
        _scaling.FoldInto(_layout, parameters);
        return parameters;
    }

    private static double LearningRateAt(double share) => share < 0.6 ? LearningRate : share < 0.85 ? 0.3 * LearningRate : 0.1 * LearningRate;

    // Normal weights of variance 2 / fan-in for the rectified layer; the last one begins at zero, at the means of the samples.
    private void Initialize(Philox random, Span<float> parameters)
    {
        ConvolutionLayer hidden = _layout.Hidden;
        float[] weight = new float[hidden.Outputs * hidden.InputChannels];
        double scale = Math.Sqrt(2.0 / hidden.InputChannels);
        for (int i = 0; i < weight.Length; i++)
            weight[i] = (float)(scale * random.NextNormal());
        UNetParameters.SetWeight(hidden, weight, parameters);
    }

    private double AccumulateGradient(ReadOnlySpan<int> batch, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        for (int i = 0; i < batch.Length; i++)
            _scaling.Standardize(batch[i], _inputs.Values.Slice(i * _layout.Features, _layout.Features));
        _hidden.Pack(parameters);
        _output.Pack(parameters);
        _hidden.ForwardRow(_inputs, _hiddenRow, 0, 0, rectify: true);
        _output.ForwardRow(_hiddenRow, _outputRow, 0, 0, rectify: false);
        double loss = Compare(batch);
        AddBias(_outputGradient, _layout.Output, gradient);
        _output.WeightGradientRow(_hiddenRow, _outputGradient, 0, 0, gradient);
        _output.DataGradientRow(_outputGradient, _hiddenGradient, 0, 0);
        Lanes.MaskByRectifier(_hiddenGradient.Row(0, 0), _hiddenRow.Row(0, 0));
        AddBias(_hiddenGradient, _layout.Hidden, gradient);
        _hidden.WeightGradientRow(_inputs, _hiddenGradient, 0, 0, gradient);
        return loss;
    }

    // Loss and its gradient with respect to the output.
    private double Compare(ReadOnlySpan<int> batch)
    {
        int components = _layout.Components, channels = _outputRow.Channels;
        double loss = 0;
        for (int i = 0; i < batch.Length; i++)
        {
            Span<float> output = _outputRow.Values.Slice(i * channels, channels), slope = _outputGradient.Values.Slice(i * channels, channels);
            for (int c = 0; c < components; c++)
            {
                int sample = batch[i] * components + c;
                double exponent = Math.Clamp((double)output[c], -LargestExponent, LargestExponent);
                double ratio = (_samples.Variances[sample] / _scaling.Variance(c) + VarianceFloor) * DeterministicMath.Exp(-exponent);
                double shift = output[components + c] - _samples.Shifts[sample] / _scaling.Shift(c);
                loss += output[c] + ratio + 0.5 * ShiftWeight * shift * shift;
                slope[c] = (float)((1 - ratio) / Batch);
                slope[components + c] = (float)(ShiftWeight * shift / Batch);
            }
        }
        return loss;
    }

    private static void AddBias(FeatureMap gradient, ConvolutionLayer layer, Span<float> parameters) =>
        Lanes.AddPixels(gradient.Row(0, 0), parameters.Slice(layer.BiasOffset, layer.StoredOutputs));
}
