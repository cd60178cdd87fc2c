namespace Cellulus;

/// <summary>
/// Opens files to be read; every reader of images, annotations, labels and models comes here. Asks what a path names before it opens it: a
/// named
/// pipe would wait for a writer that never comes, and reading some devices acts on them.
/// </summary>
internal static class InputFile
{
    /// <summary>Opens a file that has content.</summary>
    /// <param name="path">The file, or a link to one.</param>
    /// <param name="bufferSize">Bytes read at once.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It is a folder, a pipe, a socket, a device, or empty; or the file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path, int bufferSize = 1 << 12)
    {
        if (Directory.Exists(path))
            throw new IOException("it is a folder, not a file.");
        if (!File.Exists(path))
            throw new FileNotFoundException("there is no such file.");
        // The one thing that file systems tell of pipes, sockets and devices without opening them: they have no length. A link has that of
        // its text.
        FileSystemInfo file = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
        if (file is not FileInfo { Exists: true, Length: > 0 })
            throw new IOException("it is empty, or no file at all but a pipe, a socket, a device or a link to nothing.");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize);
    }
}
