using System.Globalization;
using System.IO.Compression;

namespace Cellulus.Imaging;

/// <summary>ROIs as files: one by itself, or a ZIP archive of many, as the ROI Manager saves them.</summary>
internal static class RoiSet
{
    private const string Extension = ".roi";

    /// <summary>Bytes of a file's ROIs at most, decompressed: more than of a hundred thousand outlines.</summary>
    private const long MostBytes = 1 << 26;

    /// <summary>Outlines shrink to a tenth. So many bytes may come out of one, and so many out of an archive however small.</summary>
    private const long LargestExpansion = 64, AnyBytes = 1 << 20;

    // An archive tells the time of its entries; the same labels give the same file.
    private static readonly DateTimeOffset s_noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads the ROIs of a file, in its order. One is read after the other has been taken, so that they are never all in
    /// memory.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="path">Its path; the extension tells which kind it is.</param>
    /// <param name="take">Takes each.</param>
    /// <exception cref="ImageFileException">It is damaged, holds no ROI, or one that is no area.</exception>
    public static void Read(Stream stream, string path, Action<Roi> take)
    {
        using var buffer = new MemoryStream();
        long left = Math.Min(MostBytes, AnyBytes + LargestExpansion * stream.Length);
        if (Extension.Equals(Path.GetExtension(path), StringComparison.OrdinalIgnoreCase))
        {
            take(Decode(stream, path, Path.GetFileName(path), buffer, left));
            return;
        }
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            int rois = 0;
            long stored = 0;
            foreach (ZipArchiveEntry entry in archive.Entries.Where(IsRoi))
            {
                if ((stored += entry.CompressedLength) > stream.Length)
                    throw new InvalidDataException("Its entries overlap.");
                using Stream content = entry.Open();
                take(Decode(content, path, entry.Name, buffer, left));
                left -= buffer.Length;
                rois++;
            }
            // One that holds nothing at all is a set of no objects.
            if (rois == 0 && archive.Entries.Count > 0)
                throw new ImageFileException(path, "the archive holds no ROI (.roi).");
        }
        catch (InvalidDataException e)
        {
            throw new ImageFileException(path, $"cannot be read as an archive of ROIs; it is damaged, cut short, or no ZIP file. {e.Message}", e);
        }
    }

    /// <summary>Writes one for each label.</summary>
    public static void Write(Stream stream, LabelImage labels)
    {
        int[] closed = labels.Labels.ToArray();
        int[] numbers = LabelNumbering.CloseGaps(closed);
        GridBox[] boxes = ObjectBoxes.Find(closed, labels.Shape, numbers.Length);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        for (int i = 0; i < numbers.Length; i++)
        {
            ZipArchiveEntry entry = archive.CreateEntry(numbers[i].ToString("0000", CultureInfo.InvariantCulture) + Extension, CompressionLevel.Fastest);
            entry.LastWriteTime = s_noTime;
            using Stream content = entry.Open();
            content.Write(RoiEncoder.Encode(LabelOutline.Of(labels, numbers[i], boxes[i]), boxes[i]));
        }
    }

    // Some systems put hidden companions into archives.
    private static bool IsRoi(ZipArchiveEntry entry) => entry.Name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) && !entry.Name.StartsWith('.');

    /// <param name="content">The ROI.</param>
    /// <param name="path">Of the set.</param>
    /// <param name="file">Name of the ROI's file.</param>
    /// <param name="bytes">Takes its bytes.</param>
    /// <param name="most">How many they may be.</param>
    private static Roi Decode(Stream content, string path, string file, MemoryStream bytes, long most)
    {
        bytes.SetLength(0);
        Span<byte> block = stackalloc byte[1 << 12];
        for (int read; (read = content.Read(block)) > 0;)
        {
            if (bytes.Length + read > most)
                throw new ImageFileException(path, $"with {Quoted.Name(file)}, it holds more bytes of ROIs than a file of its size may; it is damaged, or no set of outlines.");
            bytes.Write(block[..read]);
        }
        string name = Path.GetFileNameWithoutExtension(file);
        try
        {
            return RoiDecoder.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), name);
        }
        catch (InvalidDataException e)
        {
            throw new ImageFileException(path, $"the ROI {Quoted.Name(name)} {e.Message}.", e);
        }
    }
}
