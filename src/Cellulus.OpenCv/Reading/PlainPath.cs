namespace Cellulus.OpenCv;

/// <summary>
/// A path that OpenCV can open: up to version 4 it takes names on Windows in the machine's code page, so a file with another name is copied
/// for as long as it is read.
/// </summary>
internal sealed class PlainPath : IDisposable
{
    private readonly bool _isCopy;

    /// <param name="path">The file.</param>
    /// <param name="content">Its content.</param>
    /// <param name="needsAscii">Whether other characters than ASCII cannot be passed on; by default as on this system.</param>
    public PlainPath(string path, byte[] content, bool? needsAscii = null)
    {
        Value = path;
        if (!(needsAscii ?? OperatingSystem.IsWindows()) || System.Text.Ascii.IsValid(Path.GetFullPath(path)))
            return;
        string folder = Path.GetTempPath();
        if (!System.Text.Ascii.IsValid(folder)) // a user's name may be in it
            folder = Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData);
        Value = Path.Combine(folder, $"cellulus-{Guid.NewGuid():n}.tif");
        File.WriteAllBytes(Value, content);
        _isCopy = true;
    }

    /// <summary>What to open.</summary>
    public string Value { get; }

    public void Dispose()
    {
        if (_isCopy)
            File.Delete(Value);
    }
}
