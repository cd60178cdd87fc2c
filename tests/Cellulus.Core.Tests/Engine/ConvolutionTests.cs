using Cellulus.Engine;
using Xunit;

namespace Cellulus.Core.Tests.Engine;

/// <summary>Convolutions against their definition, forward and backward, with odd extents, cropped and enlarged inputs.</summary>
public sealed class ConvolutionTests
{
    // Rounding of sums of about a thousand terms; Winograd's transforms add a few bits.
    private const double Tolerance = 2e-6;

    public static TheoryData<string, int, int, int, int> Cases()
    {
        var cases = new TheoryData<string, int, int, int, int>();
        foreach (GemmKernel kernel in GemmKernels.All)
            foreach ((int depth, int height, int width, int crop) in new[] { (1, 2, 2, 0), (1, 7, 9, 0), (1, 6, 151, 3), (1, 1, 1, 1), (3, 5, 6, 0), (2, 4, 3, 1) })
                cases.Add(kernel.Name, depth, height, width, crop);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void OneInputEqualsTheDefinition(string kernel, int depth, int height, int width, int crop)
    {
        var output = new ImageShape(depth, height, width);
        bool volume = depth > 1;
        var input = new ImageShape(volume ? depth + 2 + 2 * crop : 1, height + 2 + 2 * crop, width + 2 + 2 * crop);
        Check(kernel, output, volume, new Input(Channels: 11, Upsampled: false, input));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ASkipAndAnEnlargedMapEqualTheDefinition(string kernel, int depth, int height, int width, int crop)
    {
        bool volume = depth > 1;
        var small = new ImageShape(volume ? depth + 1 : 1, height + 1, width + 1);
        var output = new ImageShape(volume ? 2 * small.Depth - 2 : 1, 2 * small.Height - 2, 2 * small.Width - 2);
        var skip = new ImageShape(volume ? output.Depth + 2 + 2 * crop : 1, output.Height + 2 + 2 * crop, output.Width + 2 + 2 * crop);
        Check(kernel, output, volume, new Input(Channels: 5, Upsampled: false, skip), new Input(Channels: 19, Upsampled: true, small));
    }

    private sealed record Input(int Channels, bool Upsampled, ImageShape Size);

    private static void Check(string kernelName, ImageShape output, bool volume, params Input[] inputs)
    {
        const int Outputs = 13;
        var window = new ImageShape(volume ? 3 : 1, 3, 3);
        ConvolutionLayer layer = Layer(window, Outputs, inputs, out int parameterCount);
        var convolution = (WinogradConvolution)Convolution.Create(layer, GemmKernels.Choose(kernelName), training: true);
        float[] parameters = Random(1, parameterCount), gradient = new float[parameterCount];
        convolution.Pack(parameters);
        FeatureMap[] maps = [.. inputs.Select((input, i) => Map(input.Size, layer.Inputs[i].StoredChannels, (ulong)i + 2))];
        FeatureMap[] mapGradients = [.. maps.Select(m => new FeatureMap(m.Size, m.Channels))];
        FeatureMap result = new(output, layer.StoredOutputs), resultGradient = Map(output, layer.StoredOutputs, 9);
        ConvolutionScratch scratch = new(Math.Max(layer.StoredOutputs, maps.Max(m => m.Channels)), layer.StoredOutputs, training: true);
        float[] accumulators = new float[convolution.AccumulatorCount];
        for (int z = 0; z < output.Depth; z++)
        {
            for (int y = 0; y < output.Height; y += Convolution.Band)
            {
                convolution.Forward(maps, result, z, y, scratch);
                convolution.Backward(maps, resultGradient, mapGradients, z, y, accumulators, gradient, scratch);
            }
        }
        convolution.FoldWeightGradient(accumulators, gradient);

        double[] expected = new double[result.Values.Length], expectedGradient = new double[parameterCount];
        double[][] expectedMapGradients = [.. maps.Select(m => new double[m.Values.Length])];
        Define(layer, window, maps, inputs, parameters, resultGradient, expected, expectedGradient, expectedMapGradients);
        AssertClose(expected, result.Values, "output");
        AssertClose(expectedGradient, gradient, "weight gradient");
        for (int i = 0; i < maps.Length; i++)
            AssertClose(expectedMapGradients[i], mapGradients[i].Values, $"gradient of input {i}");
    }

    private static void Define(
        ConvolutionLayer layer, ImageShape window, FeatureMap[] maps, Input[] inputs, float[] parameters, FeatureMap resultGradient,
        double[] output, double[] gradient, double[][] mapGradients)
    {
        ImageShape size = resultGradient.Size;
        int outputs = layer.StoredOutputs;
        for (int pixel = 0; pixel < size.PixelCount; pixel++)
        {
            int z = pixel / (size.Height * size.Width), y = pixel / size.Width % size.Height, x = pixel % size.Width;
            for (int o = 0; o < outputs; o++)
                output[pixel * outputs + o] = parameters[layer.BiasOffset + o];
            for (int i = 0; i < maps.Length; i++)
            {
                ImageShape map = maps[i].Size;
                int scale = inputs[i].Upsampled ? 2 : 1, channels = maps[i].Channels;
                int Crop(int of, int to, int side) => scale == 2 ? 0 : (of - to - side + 1) / 2;
                for (int tap = 0; tap < window.PixelCount; tap++)
                {
                    int sz = map.Depth == 1 ? 0 : (z + tap / 9 + Crop(map.Depth, size.Depth, window.Depth)) / scale;
                    int sy = (y + tap / 3 % 3 + Crop(map.Height, size.Height, 3)) / scale, sx = (x + tap % 3 + Crop(map.Width, size.Width, 3)) / scale;
                    for (int c = 0; c < channels; c++)
                    {
                        int source = map.IndexOf(sz, sy, sx) * channels + c;
                        for (int o = 0; o < outputs; o++)
                        {
                            int weight = layer.Inputs[i].Offset + (tap * channels + c) * outputs + o;
                            double value = maps[i].Values[source], slope = resultGradient.Values[pixel * outputs + o];
                            output[pixel * outputs + o] += value * parameters[weight];
                            gradient[weight] += value * slope;
                            mapGradients[i][source] += parameters[weight] * slope;
                        }
                    }
                }
            }
        }
        for (int i = 0; i < output.Length; i++)
            output[i] = Math.Max(0, output[i]);
    }

    private static ConvolutionLayer Layer(ImageShape window, int outputs, Input[] inputs, out int parameters)
    {
        var parts = new List<ConvolutionInput>();
        int first = 0, offset = 0;
        foreach (Input input in inputs)
        {
            int stored = ConvolutionLayer.Padded(input.Channels);
            parts.Add(new ConvolutionInput(first, input.Channels, stored, input.Upsampled, offset));
            first += input.Channels;
            offset += (int)window.PixelCount * stored * ConvolutionLayer.Padded(outputs);
        }
        parameters = offset + ConvolutionLayer.Padded(outputs);
        return new ConvolutionLayer("test", window, outputs, parts, offset);
    }

    private static FeatureMap Map(ImageShape size, int channels, ulong seed)
    {
        var map = new FeatureMap(size, channels);
        Random(seed, map.Values.Length).CopyTo(map.Values);
        return map;
    }

    private static float[] Random(ulong seed, int count)
    {
        float[] values = new float[count];
        new Philox(seed).Fill(values);
        for (int i = 0; i < count; i++)
            values[i] -= 0.5f;
        return values;
    }

    private static void AssertClose(double[] expected, ReadOnlySpan<float> actual, string what)
    {
        double largest = expected.Max(Math.Abs);
        Assert.True(largest > 0);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * largest, $"{what}[{i}]: {expected[i]} expected, {actual[i]} computed");
    }
}
