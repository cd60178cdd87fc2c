using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Cellulus.Tests;

/// <summary>Reads numpy's .npz archives of golden values.</summary>
internal sealed class NpzFile
{
    private readonly Dictionary<string, NpyArray> _arrays = [];

    public static NpzFile Open(string name)
    {
        using ZipArchive zip = ZipFile.OpenRead(Path.Combine(AppContext.BaseDirectory, "Golden", name));
        var file = new NpzFile();
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream stream = entry.Open();
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            file._arrays[entry.FullName[..^".npy".Length]] = NpyArray.Parse(memory.ToArray());
        }
        return file;
    }

    public IEnumerable<string> Names => _arrays.Keys;
    public NpyArray this[string name] => _arrays[name];
}

/// <summary>One array of a .npz archive, little endian, C order.</summary>
internal sealed partial class NpyArray
{
    public required int[] Shape { get; init; }
    public required string Type { get; init; }
    public required byte[] Data { get; init; }

    public static NpyArray Parse(byte[] bytes)
    {
        bool small = bytes[6] == 1;
        int length = small ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)) : BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        int start = small ? 10 : 12;
        string header = Encoding.ASCII.GetString(bytes, start, length);
        if (header.Contains("'fortran_order': True", StringComparison.Ordinal))
            throw new InvalidDataException("Fortran order is not read.");
        return new NpyArray
        {
            Type = TypePattern().Match(header).Groups[1].Value,
            Shape = [.. ShapePattern().Match(header).Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)],
            Data = bytes[(start + length)..],
        };
    }

    public float[] Floats() => Type switch
    {
        "<f4" => MemoryMarshal.Cast<byte, float>(Data).ToArray(),
        _ => [.. Doubles().Select(v => (float)v)],
    };

    public double[] Doubles() => Type switch
    {
        "<f8" => MemoryMarshal.Cast<byte, double>(Data).ToArray(),
        "<f4" => [.. MemoryMarshal.Cast<byte, float>(Data).ToArray().Select(v => (double)v)],
        _ => [.. Integers().Select(v => (double)v)],
    };

    public double Scalar() => Doubles()[0];

    public int[] Integers() => Type switch
    {
        "<i8" => [.. MemoryMarshal.Cast<byte, long>(Data).ToArray().Select(v => checked((int)v))],
        "<i4" => MemoryMarshal.Cast<byte, int>(Data).ToArray(),
        "<i2" => [.. MemoryMarshal.Cast<byte, short>(Data).ToArray().Select(v => (int)v)],
        "<u2" => [.. MemoryMarshal.Cast<byte, ushort>(Data).ToArray().Select(v => (int)v)],
        "|u1" or "|b1" => [.. Data.Select(v => (int)v)],
        _ => throw new InvalidDataException($"Type {Type} is not read as integers."),
    };

    public bool[] Booleans() => [.. Data.Select(v => v != 0)];

    public string Text() => Type.StartsWith("<U", StringComparison.Ordinal) ? Encoding.UTF32.GetString(Data).TrimEnd('\0') : Encoding.UTF8.GetString(Data).TrimEnd('\0');

    [GeneratedRegex("'descr': '([^']*)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex ShapePattern();
}
