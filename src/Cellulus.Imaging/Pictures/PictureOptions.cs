namespace Cellulus.Imaging;

/// <summary>How pictures look.</summary>
public sealed record PictureOptions
{
    /// <summary>Percentile of a channel that becomes black. Default 1.</summary>
    public double LowPercentile { get; init => field = Percentile(value); } = 1;

    /// <summary>Percentile of a channel that becomes full brightness. Default 99.8.</summary>
    public double HighPercentile { get; init => field = Percentile(value); } = 99.8;

    /// <summary>Exponent of the brightness; below 1 lifts dim objects. Default 1. Leave it alone unless the image is very dark.</summary>
    public double Gamma
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Gamma must be above 0.");
    } = 1;

    /// <summary>
    /// Picture pixels per image pixel, along each side. Default null: the smallest whole number that makes the longer side at
    /// least 512 px, at most 8. Outlines are half an image pixel wide, at least one picture pixel.
    /// </summary>
    public int? Zoom
    {
        get;
        init => field = value is null or >= 1 and <= 64 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The zoom must be 1 to 64.");
    }

    /// <summary>How a volume becomes flat. Default: projection along z.</summary>
    public VolumeView View { get; init; } = VolumeView.Projection;

    /// <summary>Colour of all outlines. Default null: each object its own, neighbours different.</summary>
    public RgbColor? OutlineColor { get; init; }

    /// <summary>How much of the label colour covers the image where labels are laid over one, 0 to 1. Default 0.5.</summary>
    public double Opacity
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The opacity must be 0 to 1.");
    } = 0.5;

    private static double Percentile(double value) =>
        value is >= 0 and <= 100 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A percentile is 0 to 100.");
}
