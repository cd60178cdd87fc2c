using System.Text.Json;
using Cellulus.Engine;
using Cellulus.Tests;

namespace Cellulus.Core.Tests.Engine;

/// <summary>One of the golden models: the reference's weights, input, pairs, loss, gradients and Adam steps.</summary>
internal sealed class GoldenModel
{
    public GoldenModel(string name)
    {
        File = NpzFile.Open(name);
        using JsonDocument config = JsonDocument.Parse(File["config"].Text());
        int[] raw = File["raw"].Shape;
        Rank = raw.Length - 2;
        Batch = raw[0];
        Input = Rank == 3 ? new ImageShape(raw[2], raw[3], raw[4]) : new ImageShape(raw[2], raw[3]);
        Architecture = new UNetArchitecture
        {
            Rank = Rank, InputChannels = raw[1], Outputs = Rank,
            Features = File["w/backbone.l_conv.0.conv_pass.0.weight"].Shape[0],
            FeatureFactor = File["w/backbone.l_conv.1.conv_pass.0.weight"].Shape[0] / File["w/backbone.l_conv.0.conv_pass.0.weight"].Shape[0],
            HeadFeatures = File["w/head.0.weight"].Shape[0],
        };
        Layout = new UNetLayout(Architecture);
        Parameters = Read("w");
    }

    public NpzFile File { get; }
    public int Rank { get; }
    public int Batch { get; }
    public ImageShape Input { get; }
    public UNetArchitecture Architecture { get; }
    public UNetLayout Layout { get; }
    public float[] Parameters { get; }

    /// <summary>All tensors under a prefix as a flat parameter vector.</summary>
    public float[] Read(string prefix)
    {
        float[] parameters = new float[Layout.ParameterCount];
        foreach (ConvolutionLayer layer in Layout.Layers)
        {
            UNetParameters.SetWeight(layer, File[$"{prefix}/{layer.Name}.weight"].Floats(), parameters);
            UNetParameters.SetBias(layer, File[$"{prefix}/{layer.Name}.bias"].Floats(), parameters);
        }
        return parameters;
    }

    /// <summary>Copies one image of the batch into the input map, channels last.</summary>
    public void Fill(FeatureMap target, int image)
    {
        float[] raw = File["raw"].Floats();
        int pixels = (int)Input.PixelCount, channels = Architecture.InputChannels;
        for (int c = 0; c < channels; c++)
            for (int i = 0; i < pixels; i++)
                target.Values[i * channels + c] = raw[(image * channels + c) * pixels + i];
    }

    /// <summary>Pixel indices of one image's anchors or references.</summary>
    public int[] Pixels(string name, int image)
    {
        int[] all = File[name].Integers();
        int pairs = File[name].Shape[1];
        ImageShape output = Architecture.OutputOf(Input);
        return [.. Enumerable.Range(image * pairs, pairs).Select(i =>
            output.IndexOf(Rank == 3 ? all[i * Rank + 2] : 0, all[i * Rank + 1], all[i * Rank]))];
    }
}
