using System.Security.Cryptography;
using System.Text;

namespace Cellulus.Cli.Files;

/// <summary>A text file that others can read while it grows. Each piece is written at once, so that a kill leaves whole pieces.</summary>
/// <param name="path">The file.</param>
/// <param name="note">Told the hash of what the file is about to hold.</param>
/// <param name="begin">Makes the file, with this content, in the place of an older one.</param>
internal sealed class GrowingFile(string path, Action<string> note, Action<byte[]> begin) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private FileStream? _stream;

    /// <summary>Adds text, as UTF-8.</summary>
    /// <exception cref="CellulusException">The file cannot be written.</exception>
    public void Append(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _hash.AppendData(bytes);
        try
        {
            if (_stream is null)
            {
                begin(bytes);
                // No buffer: what is written is there for others.
                _stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
                return;
            }
            note(Convert.ToHexStringLower(_hash.GetCurrentHash()));
            _stream.Write(bytes);
        }
        // The last one is what the runtime makes of a file that outgrows its file system or a quota.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw ResultFolder.CannotBeWritten(path, e);
        }
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _hash.Dispose();
    }
}
