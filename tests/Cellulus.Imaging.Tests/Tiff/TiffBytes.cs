using System.Buffers.Binary;
using System.Text;
using Cellulus.Imaging;

namespace Cellulus.Imaging.Tests;

/// <summary>Builds small TIFF files byte by byte, right or deliberately wrong.</summary>
internal sealed class TiffBytes(bool bigEndian = false)
{
    private readonly List<Page> _pages = [];

    /// <summary>Makes the last directory point to the first.</summary>
    public bool Loop { get; init; }

    /// <summary>Adds a page of one strip, grey and uncompressed unless <paramref name="change"/> says otherwise.</summary>
    public TiffBytes AddPage(int width, int height, int bits, byte[] strip, Action<Page>? change = null)
    {
        var page = new Page(strip);
        page.Long(TiffTag.ImageWidth, (uint)width).Long(TiffTag.ImageLength, (uint)height).Short(TiffTag.BitsPerSample, bits)
            .Short(TiffTag.Compression, 1).Short(TiffTag.Photometric, 1).Long(TiffTag.RowsPerStrip, (uint)height)
            .Long(TiffTag.StripByteCounts, (uint)strip.Length);
        change?.Invoke(page);
        _pages.Add(page);
        return this;
    }

    public byte[] ToArray()
    {
        var file = new List<byte>(Encoding.ASCII.GetBytes(bigEndian ? "MM" : "II"));
        Add(file, 42, 2);
        Add(file, 0, 4);
        foreach (Page page in _pages)
        {
            if (!page.Fields.ContainsKey(TiffTag.StripOffsets))
                page.Long(TiffTag.StripOffsets, (uint)file.Count);
            file.AddRange(page.Strip);
            if (file.Count % 2 != 0)
                file.Add(0);
        }
        int link = 4, firstDirectory = file.Count;
        foreach (Page page in _pages)
        {
            Put(file, link, file.Count);
            int values = file.Count + 2 + 12 * page.Fields.Count + 4;
            var tail = new List<byte>();
            Add(file, page.Fields.Count, 2);
            foreach (var (tag, (type, items, count)) in page.Fields)
            {
                int size = type.Size() / (type == TiffFieldType.Rational ? 2 : 1);
                Add(file, (int)tag, 2);
                Add(file, (int)type, 2);
                Add(file, count ?? (type == TiffFieldType.Rational ? items.Length / 2 : items.Length), 4);
                var bytes = new List<byte>();
                foreach (uint item in items)
                    Add(bytes, item, size);
                if (bytes.Count > 4)
                {
                    Add(file, values + tail.Count, 4);
                    tail.AddRange(bytes);
                }
                else
                {
                    file.AddRange(bytes);
                    file.AddRange(new byte[4 - bytes.Count]);
                }
            }
            link = file.Count;
            Add(file, 0, 4);
            file.AddRange(tail);
        }
        if (Loop)
            Put(file, link, firstDirectory);
        return [.. file];
    }

    public StoredImage Decode(TiffReadOptions? options = null) => TiffTestImages.Decode(ToArray(), options);

    private void Put(List<byte> file, int at, int value)
    {
        var bytes = new List<byte>();
        Add(bytes, value, 4);
        for (int i = 0; i < 4; i++)
            file[at + i] = bytes[i];
    }

    private void Add(List<byte> file, long value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (bigEndian)
            BinaryPrimitives.WriteInt64BigEndian(bytes, value << (64 - 8 * size));
        else
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        file.AddRange(bytes[..size]);
    }

    internal sealed class Page(byte[] strip)
    {
        public byte[] Strip { get; } = strip;
        public SortedDictionary<TiffTag, (TiffFieldType Type, uint[] Items, int? Count)> Fields { get; } = [];

        public Page Short(TiffTag tag, params int[] values) => Set(tag, TiffFieldType.Short, [.. values.Select(v => (uint)v)]);
        public Page Long(TiffTag tag, params uint[] values) => Set(tag, TiffFieldType.Long, values);
        public Page Fraction(TiffTag tag, uint numerator, uint denominator) => Set(tag, TiffFieldType.Rational, [numerator, denominator]);
        public Page Bytes(TiffTag tag, params byte[] values) => Set(tag, TiffFieldType.Byte, [.. values.Select(v => (uint)v)]);

        /// <summary>Numbers of which the directory counts fewer than there are, as MetaMorph writes them.</summary>
        public Page Miscounted(TiffTag tag, TiffFieldType type, int count, params uint[] values) => Set(tag, type, values, count);

        public Page Text(TiffTag tag, string text) => Set(tag, TiffFieldType.Ascii, [.. Encoding.UTF8.GetBytes(text + "\0").Select(b => (uint)b)]);

        public Page Text(string description) => Set(TiffTag.ImageDescription, TiffFieldType.Ascii, [.. Encoding.UTF8.GetBytes(description + "\0").Select(b => (uint)b)]);

        public Page Remove(TiffTag tag)
        {
            Fields.Remove(tag);
            return this;
        }

        private Page Set(TiffTag tag, TiffFieldType type, uint[] items, int? count = null)
        {
            Fields[tag] = (type, items, count);
            return this;
        }
    }
}
