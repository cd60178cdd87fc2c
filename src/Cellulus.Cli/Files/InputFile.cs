namespace Cellulus.Cli.Files;

/// <summary>Something that a command reads and must not lose.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">What it is, with its article, for messages.</param>
internal sealed record InputFile(string Path, string Kind)
{
    public static InputFile Image(string path) => new(path, "an image");

    public static InputFile Model(string path) => new(path, "a model that is read");

    public static InputFile Labels(string path) => new(path, "labels that are read");
}
