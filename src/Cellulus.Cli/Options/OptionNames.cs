using Cellulus.Imaging;

namespace Cellulus.Cli.Options;

/// <summary>
/// The options of the tool by the names that the library calls its own: messages of the library advise its options, which a user of the
/// tool cannot set.
/// </summary>
internal static class OptionNames
{
    private static readonly (string Library, string Tool)[] s_names =
    [
        ($"{nameof(TiffReadOptions)}.{nameof(TiffReadOptions.Axes)}", "--axes"),
        ($"{nameof(TiffReadOptions)}.{nameof(TiffReadOptions.Pages)}", "--axes"),
        ($"{nameof(TiffReadOptions)}.{nameof(TiffReadOptions.Series)}", "--series"),
        ($"{nameof(TiffReadOptions)}.{nameof(TiffReadOptions.PixelSize)}", "--pixel-size"),
        ($"{nameof(TiffReadOptions)}.{nameof(TiffReadOptions.ZSpacing)}", "--z-spacing"),
        ($"{nameof(MicroscopyImage)}.{nameof(MicroscopyImage.PixelSize)}", "--pixel-size and --z-spacing"),
    ];

    /// <summary>A message of the library in the names of the tool.</summary>
    public static string Translate(string message)
    {
        foreach ((string library, string tool) in s_names)
            message = message.Replace(library, tool, StringComparison.Ordinal);
        return message;
    }
}
