namespace Cellulus.Cli.Files;

/// <summary>Makes sure that results can be written before the work for them begins, and after what is given has been read: what is wrong
/// with that leaves nothing behind.</summary>
internal static class OutputPlace
{
    /// <summary>Creates a folder if need be and tries to write in it; what a killed run has left unfinished in it is removed.</summary>
    /// <exception cref="CellulusException">The folder cannot be written to.</exception>
    public static void PrepareFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, AtomicFile.TemporaryName());
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            AtomicFile.RemoveAbandoned(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CellulusException($"{folder}: the output folder cannot be written to ({e.Message.TrimEnd('.')}). Choose another one.", e);
        }
    }

    /// <summary>Prepares the folder that a file is to lie in.</summary>
    public static void PrepareFile(string path) => PrepareFolder(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");

    /// <summary>Checks that no two inputs have the same result.</summary>
    /// <param name="outputs">For each input the file written for it.</param>
    /// <param name="names">Compares names as the file system does.</param>
    /// <exception cref="CellulusException">Two inputs share a result.</exception>
    public static void CheckDistinct(IEnumerable<(string Input, string Output)> outputs, StringComparer names)
    {
        var taken = new Dictionary<string, string>(names);
        foreach ((string input, string output) in outputs)
            if (!taken.TryAdd(output, input))
                throw new CellulusException($"{output}: {taken[output]} and {input} would both be written there. Segment them into two folders.");
    }

    /// <summary>Checks what would be lost: an input never is, and anything else that is there already only if the tool may replace
    /// it.</summary>
    /// <param name="inputs">All that a command reads.</param>
    /// <param name="outputs">All that it writes.</param>
    /// <param name="mayReplace">Whether what lies at the path of an output is the tool's own, as it was written.</param>
    /// <exception cref="CellulusException">Something would be lost, or a folder is in the way.</exception>
    public static void CheckNothingIsLost(IEnumerable<CommandInput> inputs, IReadOnlyList<string> outputs, Func<string, bool> mayReplace)
    {
        var known = new Dictionary<string, CommandInput>(StringComparer.Ordinal);
        foreach (CommandInput input in inputs)
            if (FileIdentity.Of(input.Path) is { } identity)
                known.TryAdd(identity, input);
        var foreign = new List<string>();
        foreach (string output in outputs)
        {
            if (Directory.Exists(output))
                throw new CellulusException($"{output}: is a folder; a file is to be written there. Choose another name or folder.");
            if (FileIdentity.Of(output) is not { } identity)
                continue;
            if (known.TryGetValue(identity, out CommandInput? input))
                throw new CellulusException($"{output}: the result would replace {input.Kind}, {input.Path}. Choose another output.");
            if (!mayReplace(output))
                foreign.Add(output);
        }
        if (foreign.Count > 0)
            throw new CellulusException(
                $"{foreign[0]}: is there already, and is no result of this tool or was changed since{(foreign.Count > 1 ? $"; so are {foreign.Count - 1} more" : "")}. "
                + "Choose another output, move it away, or give --overwrite to replace it.");
    }
}
