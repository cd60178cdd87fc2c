using System.Globalization;
using System.IO.Compression;

namespace Cellulus.Imaging;

/// <summary>ROIs as files: one by itself, or a ZIP archive of many, as the ROI Manager saves them.</summary>
internal static class RoiSet
{
    private const string Extension = ".roi";

    /// <summary>Bytes of a file's ROIs at most, decompressed: more than of a hundred thousand outlines. Archives can claim to hold anything.</summary>
    private const int MostBytes = 1 << 26;

    // An archive tells the time of its entries; the same labels give the same file.
    private static readonly DateTimeOffset s_noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads the ROIs of a file, in its order.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="path">Its path; the extension tells which kind it is.</param>
    /// <exception cref="ImageFileException">It is damaged, holds no ROI, or one that is no area.</exception>
    public static IReadOnlyList<Roi> Read(Stream stream, string path)
    {
        if (Extension.Equals(Path.GetExtension(path), StringComparison.OrdinalIgnoreCase))
            return [Decode(stream, path, Path.GetFileName(path), 0).Roi];
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var rois = new List<Roi>();
            long bytes = 0;
            foreach (ZipArchiveEntry entry in archive.Entries.Where(IsRoi))
            {
                using Stream content = entry.Open();
                (Roi roi, bytes) = Decode(content, path, entry.Name, bytes);
                rois.Add(roi);
            }
            // One that holds nothing at all is a set of no objects.
            return rois.Count > 0 || archive.Entries.Count == 0 ? rois : throw new ImageFileException(path, "the archive holds no ROI (.roi).");
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
    /// <param name="before">Bytes of the ROIs before it.</param>
    /// <returns>The ROI, and the bytes with its own.</returns>
    private static (Roi Roi, long Bytes) Decode(Stream content, string path, string file, long before)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 14];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            if (before + bytes.Length + read > MostBytes)
                throw new ImageFileException(path, $"with {Quoted.Name(file)}, it holds more than {MostBytes} bytes of ROIs; it is damaged, or no set of outlines.");
            bytes.Write(buffer, 0, read);
        }
        string name = Path.GetFileNameWithoutExtension(file);
        try
        {
            return (RoiDecoder.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), name), before + bytes.Length);
        }
        catch (InvalidDataException e)
        {
            throw new ImageFileException(path, $"the ROI {Quoted.Name(name)} {e.Message}.", e);
        }
    }
}
