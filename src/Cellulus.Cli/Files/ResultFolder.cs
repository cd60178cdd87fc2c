namespace Cellulus.Cli.Files;

/// <summary>
/// A folder that results go to. Beside them a folder <c>.cellulus</c> keeps what the tool has written, so that the same command can be run
/// again and nothing is
/// replaced that a person has changed; results are finished in there and then moved to their names. One run at a time.
/// </summary>
internal sealed class ResultFolder : IDisposable
{
    private const string OwnName = ".cellulus", RecordName = "written.sha256", LockName = "lock";

    private readonly string _folder, _own;
    private readonly FileStream _lock;
    private readonly WrittenFiles _written;
    private int _staged;

    private ResultFolder(string folder, string own, FileStream @lock)
    {
        (_folder, _own, _lock) = (folder, own, @lock);
        _written = new WrittenFiles(Path.Combine(own, RecordName));
        // As the file system has it, which may fold case whatever the operating system is.
        Names = Directory.Exists(Path.Combine(folder, OwnName.ToUpperInvariant())) ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
    }

    /// <summary>Compares names as the folder does.</summary>
    public StringComparer Names { get; }

    /// <summary>Opens a folder for one run, and makes it if need be.</summary>
    /// <exception cref="CellulusException">It cannot be written to, or another run is writing there.</exception>
    public static ResultFolder Open(string folder)
    {
        OutputPlace.PrepareFolder(folder);
        string own = Path.GetFullPath(Path.Combine(folder, OwnName));
        FileStream? opened = null;
        try
        {
            bool isOurs = !Directory.Exists(own) || File.Exists(Path.Combine(own, RecordName)) || !Directory.EnumerateFileSystemEntries(own).Any(e => Path.GetFileName(e) != LockName);
            if (!isOurs)
                throw new CellulusException($"{own}: was not made by this tool, which keeps there what it has written. Move it away or choose another output folder.");
            Directory.CreateDirectory(own);
            opened = new FileStream(Path.Combine(own, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            foreach (string abandoned in Directory.EnumerateFiles(own).Where(path => Path.GetFileName(path) is not (RecordName or LockName)))
                File.Delete(abandoned);
            return new ResultFolder(folder, own, opened);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            opened?.Dispose();
            throw new CellulusException($"{folder}: the output folder cannot be used ({e.Message.TrimEnd('.')}). If another run is writing there, wait for that; else choose another folder.", e);
        }
    }

    /// <summary>Where a result lies.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Whether what lies at the path of a result was written by a run before and not changed since.</summary>
    public bool IsUnchanged(string path) => _written.IsUnchanged(Path.GetFileName(path), path);

    /// <summary>Writes a result, whole or not at all.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Given a path to write to.</param>
    public void Write(string name, Action<string> write) => WriteAsync(name, path =>
    {
        write(path);
        return Task.FromResult(true);
    }).GetAwaiter().GetResult();

    /// <inheritdoc cref="Write"/>
    public async Task<T> WriteAsync<T>(string name, Func<string, Task<T>> write)
    {
        // A short name: the result's may already be as long as the file system allows.
        string staged = Path.Combine(_own, $".{_staged++}{Path.GetExtension(name)}"), path = PathOf(name);
        try
        {
            T result = await write(staged).ConfigureAwait(false);
            _written.Add(name, WrittenFiles.HashOf(staged));
            File.Move(staged, path, overwrite: true);
            return result;
        }
        catch (ImageFileException e) when (e.Path == staged)
        {
            throw new ImageFileException(path, e.Message[(staged.Length + 2)..], e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotBeWritten(path, e);
        }
        finally
        {
            TryDelete(staged);
        }
    }

    /// <summary>Begins a file that grows while the run goes on.</summary>
    public GrowingFile Grow(string name) => new(PathOf(name), hash => _written.Add(name, hash), start => Write(name, path => File.WriteAllBytes(path, start)));

    /// <summary>Lets other runs write; what was made for nothing is removed.</summary>
    public void Dispose()
    {
        try
        {
            string record = Path.Combine(_own, RecordName);
            if (new FileInfo(record) is { Exists: true, Length: 0 })
                File.Delete(record);
            File.Delete(Path.Combine(_own, LockName));
            _lock.Dispose();
            foreach (string folder in new[] { _own, Path.GetFullPath(_folder) })
                if (!Directory.EnumerateFileSystemEntries(folder).Any())
                    Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The results are there; files that stay behind harm nothing.
        }
    }

    /// <summary>The error for a result that the file system refuses.</summary>
    public static CellulusException CannotBeWritten(string path, Exception cause) =>
        new($"{path}: cannot be written: {cause.Message} Check free space and permissions.", cause);

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
