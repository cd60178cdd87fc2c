namespace Cellulus.Cli.Input;

/// <summary>Makes sure that results can be written before the work for them begins, and after what is given has been read: what is wrong with that leaves nothing behind.</summary>
internal static class OutputPlace
{
    /// <summary>Creates a folder if need be and tries to write in it.</summary>
    /// <exception cref="CellulusException">The folder cannot be written to.</exception>
    public static void PrepareFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CellulusException($"{folder}: the output folder cannot be written to ({e.Message.TrimEnd('.')}). Choose another one.", e);
        }
    }

    /// <summary>Prepares the folder that a file is to lie in.</summary>
    public static void PrepareFile(string path)
    {
        if (Directory.Exists(path))
            throw new CellulusException($"{path}: is a folder; name a file to write.");
        PrepareFolder(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
    }

    /// <summary>Checks that results neither collide nor replace an input.</summary>
    /// <param name="outputs">For each input the file written for it.</param>
    /// <exception cref="CellulusException">Two inputs share a result, or a result would replace an input.</exception>
    public static void CheckDistinct(IReadOnlyList<(string Input, string Output)> outputs)
    {
        var inputs = outputs.Select(o => Path.GetFullPath(o.Input)).ToHashSet();
        var taken = new Dictionary<string, string>();
        foreach ((string input, string output) in outputs)
        {
            if (inputs.Contains(Path.GetFullPath(output)))
                throw new CellulusException($"{output}: the result would replace an image. Choose another output folder.");
            if (!taken.TryAdd(output, input))
                throw new CellulusException($"{output}: {taken[output]} and {input} would both be written there. Segment them into two folders.");
        }
    }
}
