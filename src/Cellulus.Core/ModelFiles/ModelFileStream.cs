namespace Cellulus;

/// <summary>Opens and creates model files, with every failure of the file system told as a <see cref="ModelFileException"/>.</summary>
internal static class ModelFileStream
{
    /// <summary>Runs <paramref name="read"/> on the opened file.</summary>
    /// <exception cref="ModelFileException">There is no such file, it is a folder, pipe or device, or it cannot be opened or
    /// read.</exception>
    public static T Read<T>(string path, Func<FileStream, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using FileStream stream = InputFile.Open(path);
            return read(stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelFileException(path, "there is no such file. Check the path, or train a model first.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ModelFileException(path, "the file may not be read. Check its permissions.", e);
        }
        catch (EndOfStreamException e)
        {
            throw new ModelFileException(path, "the file ended while it was read. Copy it again.", e);
        }
        catch (IOException e)
        {
            throw new ModelFileException(path, $"the file cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Replaces a file in one step.</summary>
    /// <exception cref="ModelFileException">The file cannot be written; an older one is left as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new ModelFileException(path, "this is a folder. Name the file to write in it.");
        try
        {
            AtomicFile.Write(path, write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(path,
                $"the file cannot be written: {e.Message} Check free space and permissions, or write elsewhere.", e);
        }
    }
}
