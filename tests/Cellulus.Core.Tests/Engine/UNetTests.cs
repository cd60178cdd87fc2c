using Cellulus.Engine;
using Xunit;

namespace Cellulus.Core.Tests.Engine;

public sealed class UNetTests
{
    [Theory]
    [InlineData(2, 44, 2, 5, 2)]
    [InlineData(3, 24, 1, 3, 2)]
    [InlineData(2, 60, 1, 3, 3)]
    public void EveryKernelSetGivesTheSameBits(int rank, int side, int channels, int features, int levels)
    {
        UNetLayout layout = Layout(rank, channels, features, levels);
        float[] parameters = Initial(layout);
        ImageShape input = Cube(rank, side);
        (float[] Output, float[] Gradient)? first = null;
        foreach (GemmKernel kernel in GemmKernels.All)
        {
            (float[] output, float[] gradient) = Run(layout, parameters, kernel, input);
            first ??= (output, gradient);
            Assert.Equal(first.Value.Output, output);
            Assert.Equal(first.Value.Gradient, gradient);
        }
    }

    [Fact]
    public void InferenceEqualsTrainingsForwardPassBitForBit()
    {
        UNetLayout layout = Layout(2, 1, 6, 2);
        float[] parameters = Initial(layout);
        var input = new ImageShape(44, 52);
        var training = new UNetMaps(layout, input, training: true);
        var inference = new UNetMaps(layout, input, training: false);
        var network = new UNet(layout, GemmKernels.Best, training: true);
        network.Pack(parameters);
        new Philox(5).Fill(training.Input.Values);
        training.Input.Values.CopyTo(inference.Input.Values);
        network.Forward(training, CancellationToken.None);
        network.Forward(inference, CancellationToken.None);
        Assert.Equal(training.Output.Values, inference.Output.Values);
        Assert.True(inference.Bytes < training.Bytes / 2);
    }

    // The analytic gradient against differences of the loss, for three levels, which no golden file covers.
    [Theory]
    [InlineData(2, 60, 3)]
    [InlineData(3, 24, 2)]
    public void TheGradientIsTheSlopeOfTheOutput(int rank, int side, int levels)
    {
        UNetLayout layout = Layout(rank, 1, 4, levels);
        float[] parameters = Initial(layout);
        ImageShape input = Cube(rank, side);
        (_, float[] gradient) = Run(layout, parameters, GemmKernels.Best, input);
        double error = 0, norm = 0;
        for (int i = 3; i < parameters.Length; i += parameters.Length / 60)
        {
            if (parameters[i] == 0)
                continue;
            const float Step = 1e-3f;
            float[] up = [.. parameters], down = [.. parameters];
            up[i] += Step;
            down[i] -= Step;
            double slope = (Sum(layout, up, input) - Sum(layout, down, input)) / (2 * Step);
            error += (slope - gradient[i]) * (slope - gradient[i]);
            norm += slope * slope;
        }
        // Rectifiers bend the output between the two points, so single slopes are off by a few percent.
        Assert.True(norm > 1);
        Assert.True(Math.Sqrt(error / norm) < 0.05, $"The gradient is off by {Math.Sqrt(error / norm):p1}.");
    }

    [Fact]
    public void ExtentsAreThoseOfThePaper()
    {
        UNetArchitecture two = Layout(2, 1, 24, 2).Architecture;
        Assert.Equal(new ImageShape(236, 236), two.OutputOf(new ImageShape(252, 252)));
        Assert.Equal(new ImageShape(44, 44), two.OutputOf(new ImageShape(60, 60)));
        Assert.Equal((16, 8), (two.Margin, two.Context));
        Assert.Throws<ArgumentException>(() => two.OutputOf(new ImageShape(61, 60)));
        Assert.Throws<ArgumentException>(() => two.OutputOf(new ImageShape(16, 60)));
    }

    // The gradient of the sum of a few outputs with regard to all parameters.
    private static (float[] Output, float[] Gradient) Run(UNetLayout layout, float[] parameters, GemmKernel kernel, ImageShape input)
    {
        var network = new UNet(layout, kernel, training: true);
        network.Pack(parameters);
        var maps = new UNetMaps(layout, input, training: true);
        new Philox(7).Fill(maps.Input.Values);
        network.Forward(maps, CancellationToken.None);
        int[] pixels = Pixels(maps.Output.Size);
        float[] gradient = new float[parameters.Length], ones = new float[pixels.Length * layout.Architecture.Outputs];
        ones.AsSpan().Fill(1);
        network.Backward(maps, pixels, ones, network.CreateScratch(), gradient, CancellationToken.None);
        return (maps.Output.Values.ToArray(), gradient);
    }

    private static double Sum(UNetLayout layout, float[] parameters, ImageShape input)
    {
        var network = new UNet(layout, GemmKernels.Best, training: false);
        network.Pack(parameters);
        var maps = new UNetMaps(layout, input, training: false);
        new Philox(7).Fill(maps.Input.Values);
        network.Forward(maps, CancellationToken.None);
        double sum = 0;
        foreach (int pixel in Pixels(maps.Output.Size))
            for (int c = 0; c < layout.Architecture.Outputs; c++)
                sum += maps.Output.Values[pixel * maps.Output.Channels + c];
        return sum;
    }

    private static int[] Pixels(ImageShape output) => [.. Enumerable.Range(0, (int)output.PixelCount).Where(i => i % 7 == 3)];

    private static UNetLayout Layout(int rank, int channels, int features, int levels) => new(new UNetArchitecture
    {
        Rank = rank, InputChannels = channels, Features = features, FeatureFactor = 2, HeadFeatures = 9, Levels = levels, Outputs = rank,
    });

    private static float[] Initial(UNetLayout layout)
    {
        float[] parameters = new float[layout.ParameterCount];
        UNetParameters.Initialize(layout, seed: 11, parameters);
        return parameters;
    }

    private static ImageShape Cube(int rank, int side) => new(rank == 3 ? side : 1, side, side);
}
