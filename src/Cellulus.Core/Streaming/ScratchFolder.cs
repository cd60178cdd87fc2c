using System.Runtime.InteropServices;
using System.Text;

namespace Cellulus;

/// <summary>
/// Where a streamed segmentation keeps what it has finished. Files are written whole or not at all, and belong to one fingerprint of
/// image, model and options: a run with the same one goes on where the last one stopped, any other starts over. One run at a time.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string FingerprintName = "fingerprint.txt", LockName = "lock";
    private const string Unfinished = ".*.tmp";
    private static readonly string[] s_owned = ["*.tile", "*.numbers", Unfinished];

    private readonly string _path;
    private readonly bool _isTemporary;
    private readonly FileStream _lock;

    private ScratchFolder(string path, bool isTemporary, FileStream @lock)
    {
        _path = path;
        _isTemporary = isTemporary;
        _lock = @lock;
    }

    /// <summary>Opens a folder for one run.</summary>
    /// <param name="path">The folder, made if it is missing; <see langword="null"/> for one that lives as long as the run.</param>
    /// <param name="fingerprint">Of image, model and options.</param>
    /// <exception cref="ScratchFolderException">It cannot be written, is in use, or holds files of somebody else.</exception>
    public static ScratchFolder Open(string? path, string fingerprint)
    {
        bool isTemporary = path is null;
        path = Path.GetFullPath(path ?? Path.Combine(Path.GetTempPath(), "cellulus-" + Path.GetRandomFileName()));
        FileStream? opened = null;
        try
        {
            Directory.CreateDirectory(path);
            string marker = Path.Combine(path, FingerprintName);
            if (!File.Exists(marker) && Directory.EnumerateFileSystemEntries(path).Any(e => Path.GetFileName(e) != LockName))
                throw new ScratchFolderException(path, "is not empty and was not made for scratch files; name a folder of its own for them.");
            opened = new FileStream(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            bool isKnown = File.Exists(marker) && File.ReadAllText(marker) == fingerprint;
            DeleteOwned(path, isKnown ? [Unfinished] : s_owned);
            if (!isKnown)
                AtomicFile.Write(marker, stream => stream.Write(Encoding.UTF8.GetBytes(fingerprint)));
            return new ScratchFolder(path, isTemporary, opened);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            opened?.Dispose();
            throw new ScratchFolderException(
                path, $"cannot be used for scratch files ({e.Message.TrimEnd('.')}). If another run is using it, wait for that; else choose another folder.", e);
        }
    }

    public string PathOf(string name) => Path.Combine(_path, name);

    /// <summary>Throws unless the disk has room for what is still to be written.</summary>
    /// <param name="bytes">All that a whole run writes; what is there already counts as written.</param>
    public void RequireSpace(long bytes)
    {
        long needed = bytes - Directory.EnumerateFiles(_path).Sum(file => new FileInfo(file).Length), free;
        try
        {
            free = new DriveInfo(_path).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return; // A share that does not tell. That it is full is noticed when it is.
        }
        if (needed <= free)
            return;
        if (!Directory.EnumerateFiles(_path, "*.tile").Any())
            Delete();
        throw Fail($"scratch files need {MemoryPlan.Format(needed)}, {MemoryPlan.Format(free)} are free. Make room, or name a folder on another disk.");
    }

    /// <summary>Writes a file whole or not at all.</summary>
    public void Write(string path, Action<Stream> write)
    {
        try
        {
            AtomicFile.Write(path, write, flush: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fail($"{Path.GetFileName(path)} cannot be written ({e.Message.TrimEnd('.')}). Make room and start again: what is finished is kept.", e);
        }
    }

    /// <summary>Numbers that were written under a name, or those that are computed now and written for the next time.</summary>
    public double[] Recall(string name, Func<double[]> compute)
    {
        string path = PathOf(name + ".numbers");
        if (File.Exists(path) && Read(path) is { } known)
            return known;
        double[] numbers = compute();
        Write(path, stream =>
        {
            stream.Write(BitConverter.GetBytes(numbers.LongLength));
            stream.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
        });
        return numbers;
    }

    /// <summary>The error for this folder.</summary>
    public ScratchFolderException Fail(string reason, Exception? cause = null) => new(_path, reason, cause);

    /// <summary>Removes what the runs have written; the folder too, if nothing else is in it.</summary>
    public void Delete()
    {
        try
        {
            DeleteOwned(_path, s_owned);
            File.Delete(PathOf(FingerprintName));
            _lock.Dispose();
            File.Delete(PathOf(LockName));
            if (!Directory.EnumerateFileSystemEntries(_path).Any())
                Directory.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DirectoryNotFoundException)
        {
            // The result is there; files that stay behind harm nothing.
        }
    }

    /// <summary>Lets other runs use the folder; one that had no name is removed.</summary>
    public void Dispose()
    {
        if (_isTemporary)
            Delete();
        else
            _lock.Dispose();
    }

    // Null for a file that a power failure left incomplete.
    private double[]? Read(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            bool isWhole = bytes.Length >= sizeof(long) && BitConverter.ToInt64(bytes) == (bytes.Length - sizeof(long)) / sizeof(double);
            return isWhole ? MemoryMarshal.Cast<byte, double>(bytes.AsSpan(sizeof(long))).ToArray() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fail($"{Path.GetFileName(path)} cannot be read ({e.Message.TrimEnd('.')}). Delete the folder and start again.", e);
        }
    }

    private static void DeleteOwned(string path, string[] patterns)
    {
        foreach (string pattern in patterns)
            foreach (string file in Directory.EnumerateFiles(path, pattern))
                File.Delete(file);
    }
}
