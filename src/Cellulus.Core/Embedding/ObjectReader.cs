using Cellulus.Engine;

namespace Cellulus;

/// <summary>Reads an object network: the offset to the centre in pixels, and as uncertainty the probability that a pixel is
/// background.</summary>
internal sealed class ObjectReader(ObjectNetwork network, UNetMaps maps) : FieldReader(maps)
{
    public override void Read(int z, int y, FieldRow row)
    {
        int components = network.Network.Layout.Architecture.Rank, channels = Maps.Output.Channels;
        ReadOnlySpan<float> output = Maps.Output.Row(z, y);
        for (int c = 0; c < components; c++)
        {
            Span<float> offsets = row.Offsets(c);
            for (int x = 0; x < offsets.Length; x++)
                offsets[x] = (float)(network.Unit * output[x * channels + c]);
        }
        for (int x = 0; x < row.Uncertainty.Length; x++)
            row.Uncertainty[x] = (float)(1 / (1 + DeterministicMath.Exp(output[x * channels + components])));
    }
}
