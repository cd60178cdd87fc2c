using System.CommandLine;
using System.Globalization;
using Cellulus.Imaging;

namespace Cellulus.Cli.Options;

/// <summary>What files leave open or tell wrongly, and what it makes of <see cref="TiffReadOptions"/>.</summary>
internal sealed class ReadingArguments
{
    private readonly Option<string?> _axes = new("--axes")
    {
        Description = "Axes of the pages of TIFF files, the slowest first, where the files do not tell or are wrong: letters of C (channels), Z (slices), T (time points); "
            + "all but one of several with their number. TYX: pages are time points; TC2YX: time points of two channels each.",
        HelpName = "AXES",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => Parse(result.Tokens[0].Value, result.AddError),
    };

    private readonly Option<int?> _series = SharedOptions.AtLeast(
        1, "--series", "N", "Image to read of files that hold several, such as positions of an OME-TIFF, counted from 1. Default: the first, which is told.");

    private readonly Option<PixelSize?> _pixelSize = SharedOptions.Number<PixelSize>(
        "--pixel-size", "UM", "Size of a pixel in um, or width and height such as 0.5,0.6, where the files do not tell or are wrong.", ParseSize,
        "a positive number of um, or two such as 0.5,0.6");

    private readonly Option<double?> _zSpacing = SharedOptions.Positive("--z-spacing", "UM", "Distance of slices in um, where the files do not tell or are wrong.");

    /// <summary>Adds all of them.</summary>
    public void AddTo(Command command)
    {
        AddLayoutTo(command);
        command.Add(_pixelSize);
        command.Add(_zSpacing);
    }

    /// <summary>Adds what tells which pixels are read, for commands that physical sizes do not matter to.</summary>
    public void AddLayoutTo(Command command)
    {
        command.Add(_axes);
        command.Add(_series);
    }

    /// <summary>How files are to be read.</summary>
    public TiffReadOptions Read(ParseResult parsed) => new()
    {
        Axes = parsed.GetValue(_axes),
        Series = parsed.GetValue(_series) - 1,
        PixelSize = parsed.GetResult(_pixelSize) is null ? null : parsed.GetValue(_pixelSize),
        ZSpacing = parsed.GetResult(_zSpacing) is null ? null : parsed.GetValue(_zSpacing),
    };

    private static string? Parse(string text, Action<string> fail)
    {
        try
        {
            return new TiffReadOptions { Axes = text }.Axes;
        }
        catch (ArgumentException)
        {
            fail($"--axes takes letters of C, Z and T, the slowest first, such as TYX or TC2YX, not '{text}'.");
            return null;
        }
    }

    private static PixelSize? ParseSize(string text)
    {
        double[] sizes = [.. text.Split(',').Select(part =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double size) && size > 0 && double.IsFinite(size) ? size : 0)];
        return sizes.Length is 1 or 2 && !sizes.Contains(0) ? new PixelSize(sizes[0], sizes[^1]) : null;
    }
}
