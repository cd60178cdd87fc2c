using System.Globalization;
using Cellulus.Imaging;
using Xunit;
using static Cellulus.Imaging.Tests.TiffTestImages;

namespace Cellulus.Imaging.Tests;

public sealed class TifffileTests
{
    [TifffileFact]
    public void What_tifffile_and_Pillow_write_is_read()
    {
        using var folder = new TemporaryFolder();
        ExternalProgram.Run(ExternalProgram.Python!, Script("write_tiffs.py"), folder.FullName);
        string[] list = File.ReadAllLines(folder.PathOf("list.txt"));
        Assert.True(list.Length > 80);
        var wrong = new List<string>();
        foreach (string line in list)
        {
            string[] parts = line.Split(';');
            var options = new TiffReadOptions { Pages = Enum.Parse<PageAxis>(parts[8]) };
            try
            {
                StoredImage read = DecodeFile(folder.PathOf(parts[0] + ".tif"), options);
                string found = $"{NumpyName(read.Type)};{read.Frames};{read.Channels};{read.Shape.Depth};{read.Shape.Height};{read.Shape.Width};{Pixel(read.PixelSize)}";
                if (found != string.Join(';', parts[1..8]))
                    wrong.Add($"{line}: {found}");
                else if (!Bytes(read).AsSpan().SequenceEqual(File.ReadAllBytes(folder.PathOf(parts[0] + ".raw"))))
                    wrong.Add($"{line}: samples differ");
            }
            catch (ImageFileException e)
            {
                wrong.Add($"{line}: {e.Message}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [TifffileFact]
    public void Tifffile_sees_the_axes_and_samples_of_our_files()
    {
        (StoredImage Image, TiffWriteOptions Options, string Expected)[] cases =
        [
            (Make(PixelType.UInt16, new ImageShape(40, 50)), new(), "YX;40x50;uint16;None;None;0"),
            (Make(PixelType.UInt32, new ImageShape(40, 50)), new(), "YX;40x50;uint32;None;None;0"),
            (Make(PixelType.Int8, new ImageShape(40, 50)), new() { Predictor = true }, "YX;40x50;int8;None;None;0"),
            (Make(PixelType.Float64, new ImageShape(40, 50)), new() { Predictor = true }, "YX;40x50;float64;None;None;0"),
            (Make(PixelType.UInt16, new ImageShape(40, 50), pixelSize: new PixelSize(0.25, 0.25)), new() { Predictor = true }, "YX;40x50;uint16;micron;None;0.25"),
            (Make(PixelType.UInt16, new ImageShape(3, 40, 50), pixelSize: new PixelSize(0.25, 0.25, 2)), new(), "ZYX;3x40x50;uint16;micron;2;0.25"),
            (Make(PixelType.UInt16, new ImageShape(3, 40, 50)), new() { Compression = TiffCompression.None }, "ZYX;3x40x50;uint16;None;None;0"),
            (Make(PixelType.UInt16, new ImageShape(400, 500), channels: 2), new() { Compression = TiffCompression.None }, "CYX;2x400x500;uint16;None;None;0"),
            (Make(PixelType.Float32, new ImageShape(40, 50), frames: 4), new() { TileSize = 16 }, "TYX;4x40x50;float32;None;None;0"),
            (Make(PixelType.UInt8, new ImageShape(40, 50), channels: 4), new() { ForceBigTiff = true }, "CYX;4x40x50;uint8;None;None;0"),
        ];
        using var folder = new TemporaryFolder();
        string[] paths = [.. Enumerable.Range(0, cases.Length).Select(i => folder.PathOf($"{i}.tif"))];
        for (int i = 0; i < cases.Length; i++)
            File.WriteAllBytes(paths[i], Encode(cases[i].Image, cases[i].Options));
        string[] seen = ExternalProgram.Run(ExternalProgram.Python!, [Script("read_tiffs.py"), .. paths]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(cases.Select(c => c.Expected), seen);
        for (int i = 0; i < cases.Length; i++)
            Assert.True(Bytes(cases[i].Image).AsSpan().SequenceEqual(File.ReadAllBytes(paths[i] + ".raw")), seen[i]);
    }

    [TifffileFact]
    public void Tifffile_sees_hyperstacks_as_frames_slices_channels()
    {
        // Frames and channels swap places in the file, so the raw bytes differ; the first channel's first slices must agree.
        StoredImage image = Make(PixelType.UInt16, new ImageShape(3, 10, 12), channels: 2, frames: 4);
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.PathOf("a.tif"), Encode(image));
        string seen = ExternalProgram.Run(ExternalProgram.Python!, Script("read_tiffs.py"), folder.PathOf("a.tif"));
        Assert.StartsWith("TZCYX;4x3x2x10x12;uint16", seen, StringComparison.Ordinal);
        byte[] ours = Bytes(image), theirs = File.ReadAllBytes(folder.PathOf("a.tif.raw"));
        const int Plane = 240;
        for (int t = 0; t < 4; t++)
            for (int z = 0; z < 3; z++)
                for (int c = 0; c < 2; c++)
                    Assert.True(ours.AsSpan(((t * 2 + c) * 3 + z) * Plane, Plane).SequenceEqual(theirs.AsSpan(((t * 3 + z) * 2 + c) * Plane, Plane)));
    }

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Tiff", name);

    private static string NumpyName(PixelType type) => type.ToString().ToLowerInvariant();

    private static string Pixel(PixelSize? size) => size is not { } s ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{s.X:0.######} {s.Y:0.######} {s.Z:0.######}").Trim();
}
