using Cellulus.Engine;

namespace Cellulus;

/// <summary>Takes crops, one after the other, to their gradients: drawn, run forward, judged by a loss, run backward. Buffers of one
/// thread.</summary>
internal abstract class CropWorker
{
    private readonly UNet _network;
    private readonly UNetMaps _maps;
    private readonly UNetScratch _scratch;
    private readonly float[] _outputGradient; // order (pixel, component), mostly zero
    private readonly int[] _pixels;
    private readonly float[] _pixelGradients;
    private readonly int _outputs;

    protected CropWorker(UNet network, ImageShape crop)
    {
        _network = network;
        _maps = new UNetMaps(network.Layout, crop, training: true);
        _scratch = network.CreateScratch();
        _outputs = network.Layout.Architecture.Outputs;
        int pixels = (int)_maps.Output.Size.PixelCount;
        _outputGradient = new float[pixels * _outputs];
        _pixels = new int[pixels];
        _pixelGradients = new float[pixels * _outputs];
    }

    protected Philox Random { get; } = new(0);

    /// <summary>Computes one crop.</summary>
    /// <param name="number">Number of the crop since the start of training; all that it depends on beside the weights.</param>
    /// <param name="gradient">Takes the gradient of all parameters.</param>
    /// <param name="cancellationToken">Checked at every row.</param>
    /// <returns>The crop's loss.</returns>
    public double Run(ulong number, float[] gradient, CancellationToken cancellationToken)
    {
        Array.Clear(gradient);
        Draw(number, _maps.Input);
        _network.Forward(_maps, cancellationToken);
        Array.Clear(_outputGradient);
        double loss = Evaluate(_maps.Output, _outputGradient);
        int count = CollectTouchedPixels();
        _network.Backward(
            _maps, _pixels.AsSpan(0, count), _pixelGradients.AsSpan(0, count * _outputs), _scratch, gradient, cancellationToken);
        return loss;
    }

    /// <summary>Draws a crop and what is asked of it.</summary>
    protected abstract void Draw(ulong number, FeatureMap input);

    /// <summary>Compares what the network says with what was asked.</summary>
    /// <param name="output">Network output.</param>
    /// <param name="gradient">Takes the loss's gradient, order (pixel, output) without padding; zero so far.</param>
    /// <returns>The loss.</returns>
    protected abstract double Evaluate(FeatureMap output, Span<float> gradient);

    // Lists the pixels with a gradient, rising; returns their number.
    private int CollectTouchedPixels()
    {
        int count = 0;
        for (int pixel = 0; pixel < _pixels.Length; pixel++)
        {
            ReadOnlySpan<float> gradient = _outputGradient.AsSpan(pixel * _outputs, _outputs);
            if (!gradient.ContainsAnyExcept(0f))
                continue;
            gradient.CopyTo(_pixelGradients.AsSpan(count * _outputs));
            _pixels[count++] = pixel;
        }
        return count;
    }
}
