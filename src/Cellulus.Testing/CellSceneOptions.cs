namespace Cellulus.Testing;

/// <summary>
/// What a simulated fluorescence scene looks like. The defaults give a plane of nuclei as hard as an ordinary screen: half of them
/// touch, some are dim, light is uneven and photons are few.
/// </summary>
public sealed record CellSceneOptions
{
    /// <summary>Extent of the scene; a depth of two or more makes a volume. Default 256 x 256.</summary>
    public ImageShape Shape { get; init; } = new(256, 256);

    /// <summary>Cells to place. Fewer are placed when no room is left. Default 40.</summary>
    public int Cells { get; init; } = 40;

    /// <summary>Mean diameter in pixels: of a disc (ball in a volume) as large as the cell. Default 24.</summary>
    public double Diameter { get; init; } = 24;

    /// <summary>Standard deviation of the diameter as a share of its mean. Default 0.12.</summary>
    public double DiameterSpread { get; init; } = 0.12;

    /// <summary>Mean ratio of the longest axis to the others, at least 1. Default 1.25.</summary>
    public double Elongation { get; init; } = 1.25;

    /// <summary>Standard deviation of the outline around the ellipse, as a share of the radius. Default 0.06.</summary>
    public double Irregularity { get; init; } = 0.06;

    /// <summary>Share of the cells that are set in touch with another cell. Default 0.5.</summary>
    public double TouchingShare { get; init; } = 0.5;

    /// <summary>Standard deviation of the brightness of cells, as a share of its mean. Default 0.3.</summary>
    public double BrightnessSpread { get; init; } = 0.3;

    /// <summary>Share of the cells with a fifth of the usual brightness. Default 0.15.</summary>
    public double DimShare { get; init; } = 0.15;

    /// <summary>Standard deviation of the texture inside cells, as a share of their brightness. Default 0.15.</summary>
    public double TextureStrength { get; init; } = 0.15;

    /// <summary>Grain of the texture: sigma of the smoothing of white noise, in pixels. Default 2.5.</summary>
    public double TextureLength { get; init; } = 2.5;

    /// <summary>
    /// Adds a second channel. Channel 0 then shows a nucleus inside each cell and channel 1 its membrane; the truth is the whole
    /// cell. Default off: channel 0 shows the whole object.
    /// </summary>
    public bool Membrane { get; init; }

    /// <summary>Sigma of the microscope's blur in pixels. Default 1.3.</summary>
    public double Blur { get; init; } = 1.3;

    /// <summary>Light lost between the brightest and the darkest place. Default 0.3.</summary>
    public double UnevenIllumination { get; init; } = 0.3;

    /// <summary>Out-of-focus light: share of the signal that comes back spread over two diameters. Default 0.15.</summary>
    public double Haze { get; init; } = 0.15;

    /// <summary>Photons in a pixel of a usual cell. Shot noise follows from it. Default 120.</summary>
    public double Photons { get; init; } = 120;

    /// <summary>Photons in a pixel of empty background. Default 12.</summary>
    public double BackgroundPhotons { get; init; } = 12;

    /// <summary>Standard deviation of the camera's noise in photons. Default 3.</summary>
    public double ReadNoise { get; init; } = 3;

    /// <summary>Camera counts per photon. Default 1.</summary>
    public double Gain { get; init; } = 1;

    /// <summary>Camera counts without light. Default 20.</summary>
    public double Offset { get; init; } = 20;

    /// <summary>8 or 16; brighter values saturate. Default 8.</summary>
    public int BitDepth { get; init; } = 8;

    /// <summary>Seed of everything random. The same options give the same scene. Default 0.</summary>
    public ulong Seed { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Cells);
        ArgumentOutOfRangeException.ThrowIfLessThan(Diameter, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Elongation, 1);
        foreach ((double value, string name) in new[]
        {
            (DiameterSpread, nameof(DiameterSpread)), (Irregularity, nameof(Irregularity)), (TouchingShare, nameof(TouchingShare)),
            (BrightnessSpread, nameof(BrightnessSpread)), (DimShare, nameof(DimShare)), (TextureStrength, nameof(TextureStrength)),
            (TextureLength, nameof(TextureLength)), (Blur, nameof(Blur)), (UnevenIllumination, nameof(UnevenIllumination)),
            (Haze, nameof(Haze)), (Photons, nameof(Photons)), (BackgroundPhotons, nameof(BackgroundPhotons)), (ReadNoise, nameof(ReadNoise)),
            (Gain, nameof(Gain)), (Offset, nameof(Offset)),
        })
            if (!(value >= 0 && double.IsFinite(value)))
                throw new ArgumentOutOfRangeException(name, value, "Must be finite and not negative.");
        if (BitDepth is not (8 or 16))
            throw new ArgumentOutOfRangeException(nameof(BitDepth), BitDepth, "8 or 16 bits.");
    }
}
