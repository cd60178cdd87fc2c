using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// Reads what noisy passes of the embedding network would give: what noise does to each pixel, the second head says from the same
/// features. The shift of the mean is added to the offset, the standard deviation is the uncertainty.
/// </summary>
internal sealed class UncertaintyReader(UncertaintyHead head, UNetMaps maps) : FieldReader(maps)
{
    private readonly UncertaintyHeadRow _row = new(head.Layout, maps.Output.Size);

    public override void Read(int z, int y, FieldRow row)
    {
        head.Predict(Maps.Decoders[0].Result, _row, z, y);
        _row.Deviation[..row.Uncertainty.Length].CopyTo(row.Uncertainty);
        ReadOnlySpan<float> output = Maps.Output.Row(z, y);
        for (int c = 0; c < head.Layout.Components; c++)
        {
            Span<float> offsets = row.Offsets(c);
            for (int x = 0; x < offsets.Length; x++)
                offsets[x] = output[x * Maps.Output.Channels + c] + _row.Shift(x, c);
        }
    }
}
