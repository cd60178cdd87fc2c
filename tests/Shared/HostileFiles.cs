using System.IO.Compression;
using Xunit;

namespace Cellulus.Tests;

/// <summary>
/// Holds readers to what they promise of files that anybody may have written: each ends in a result or in the exception of its kind that
/// names the
/// file, and takes memory in proportion to the file.
/// </summary>
internal sealed class HostileFiles<TFailure>(TemporaryFolder folder, Func<TFailure, string> pathOf) where TFailure : CellulusException
{
    /// <summary>Bytes of memory that a byte of the file may take, and those that any file may.</summary>
    public required (long PerByte, long Any) Budget { get; init; }

    /// <summary>Reads a file with each of the readers.</summary>
    /// <param name="name">What the file is called; its extension tells readers its kind.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="what">Says which file it is when a reader fails.</param>
    /// <param name="readers">The readers.</param>
    public void Check(string name, byte[] bytes, string what, params Action<string>[] readers)
    {
        string path = folder.Write(name, bytes);
        for (int reader = 0; reader < readers.Length; reader++)
        {
            string who = $"{what}, reader {reader}";
            long taken = Allocation.Of(() => Read(readers[reader], path, who));
            long most = Budget.Any + Budget.PerByte * bytes.Length;
            Assert.True(taken <= most, $"{who}: {taken} bytes of memory for a file of {bytes.Length}; {most} are promised.");
        }
    }

    /// <summary>Reads a file and many that were made of it.</summary>
    /// <param name="name">What the files are called.</param>
    /// <param name="seed">A sound file.</param>
    /// <param name="rounds">How many are made of it.</param>
    /// <param name="mend">Puts checksums right, so that readers go on.</param>
    /// <param name="readers">The readers.</param>
    public void CheckMutations(string name, byte[] seed, int rounds, Func<byte[], byte[]>? mend, params Action<string>[] readers)
    {
        Check(name, seed, $"{name}, unchanged", readers);
        for (int round = 0; round < rounds; round++)
        {
            byte[] changed = Mutation.Of(seed, round);
            Check(name, mend?.Invoke(changed) ?? changed, $"{name}, mutation {round}", readers);
        }
    }

    private void Read(Action<string> read, string path, string who)
    {
        try
        {
            read(path);
        }
        catch (TFailure e)
        {
            Assert.Equal(path, pathOf(e));
            Assert.DoesNotContain(e.Message, c => char.IsControl(c) && c != '\n');
        }
        catch (Exception e)
        {
            Assert.Fail($"{who}: {e}");
        }
    }
}

/// <summary>Files that were made to harm readers, kept beside the project and never in it.</summary>
internal static class HostileCases
{
    private static readonly string? s_folder =
        RealData.Folder is { } data && Path.Combine(Path.GetDirectoryName(data)!, "cases", "hostile") is var folder && Directory.Exists(folder) ? folder : null;

    /// <summary>Those of some kinds, decompressed; none where the folder is absent.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Of(params string[] extensions)
    {
        string[] files = s_folder is null ? [] : Directory.GetFiles(s_folder);
        foreach (string path in files.Order(StringComparer.Ordinal))
        {
            bool isPacked = path.EndsWith(".gz", StringComparison.Ordinal);
            string name = isPacked ? Path.GetFileNameWithoutExtension(path) : Path.GetFileName(path);
            if (extensions.Contains(Path.GetExtension(name)))
                yield return (name, isPacked ? Unpack(path) : File.ReadAllBytes(path));
        }
    }

    private static byte[] Unpack(string path)
    {
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
