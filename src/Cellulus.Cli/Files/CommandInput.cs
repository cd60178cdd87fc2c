namespace Cellulus.Cli.Files;

/// <summary>Something that a command reads and must not lose.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">What it is, with its article, for messages.</param>
internal sealed record CommandInput(string Path, string Kind)
{
    public static CommandInput Image(string path) => new(path, "an image");

    public static CommandInput Model(string path) => new(path, "a model that is read");

    public static CommandInput Labels(string path) => new(path, "labels that are read");
}
