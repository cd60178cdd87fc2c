namespace Cellulus.Imaging;

/// <summary>Turns what can go wrong around a file into the one exception that names it.</summary>
internal static class FileAccessGuard
{
    /// <summary>Runs an action; failures of the file system, of memory and of pixel data become an
    /// <see cref="ImageFileException"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="failure">What to say before the reason: "cannot be read".</param>
    /// <param name="action">The action.</param>
    public static T Run<T>(string path, string failure, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidImageException)
        {
            throw new ImageFileException(path, $"{failure}: {e.Message}", e);
        }
        catch (OutOfMemoryException e)
        {
            throw new ImageFileException(path, $"{failure}: the image does not fit in memory; cut it into parts.", e);
        }
    }
}
