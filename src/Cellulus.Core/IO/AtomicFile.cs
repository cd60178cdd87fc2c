namespace Cellulus;

/// <summary>
/// Writes files such that a path names the old content or the complete new content at every moment, whatever happens to
/// the process in between.
/// </summary>
internal static class AtomicFile
{
    private const string Prefix = ".cellulus-", Suffix = ".tmp";

    /// <summary>Name of a temporary file. Short: the target's name may already be as long as the file system allows.</summary>
    public static string TemporaryName() => Prefix + Path.GetRandomFileName() + Suffix;

    /// <summary>Removes temporary files that killed runs have left in a folder; those that a running one writes stay.</summary>
    /// <param name="folder">The folder.</param>
    public static void RemoveAbandoned(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, Prefix + "*" + Suffix))
        {
            try
            {
                // Who writes one holds it, until it has its name.
                new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    /// <summary>Writes a temporary file in the folder of <paramref name="path"/>, then renames it. Missing folders are created.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="write">Writes the content to a seekable stream. If it throws, the temporary file is removed and the path stays as it
    /// was.</param>
    /// <exception cref="IOException">The file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file must not be written.</exception>
    /// <param name="flush">Wait until the disk has it, which also outlasts a power failure. Off for files that can be made again.</param>
    public static void Write(string path, Action<Stream> write, bool flush = true)
    {
        string target = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(target) ?? throw new IOException("The path names a root folder, not a file.");
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, TemporaryName());
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: flush);
                // While it is held, so that nobody takes it for abandoned. Windows lets readers of the target wait for that.
                if (!OperatingSystem.IsWindows())
                    File.Move(temporary, target, overwrite: true);
            }
            if (OperatingSystem.IsWindows())
                File.Move(temporary, target, overwrite: true);
        }
        catch (ArgumentOutOfRangeException e) when (e.ParamName == "value")
        {
            // What the runtime makes of a file that outgrows its file system or a quota.
            TryDelete(temporary);
            throw new IOException(e.Message.Split('(')[0].Trim(), e);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    // The failure that led here is the one to report, not a second one of the clean-up.
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
