using System.Buffers.Binary;
using Xunit;

namespace Cellulus.Imaging.Tests.Rois;

/// <summary>Areas as ImageJ stores them, and the pixels that they cover.</summary>
public sealed class RoiReadingTests : IDisposable
{
    private static readonly ImageShape s_shape = new(20, 20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_rectangle_covers_its_pixels() =>
        AssertCovers(RoiBuilder.Of(RoiBuilder.Rectangle, left: 2, top: 3, right: 7, bottom: 6), (x, y) => x is >= 2 and < 7 && y is >= 3 and < 6);

    [Fact]
    public void An_area_may_reach_beyond_the_image_and_begin_left_of_it() =>
        AssertCovers(RoiBuilder.Of(RoiBuilder.Rectangle, left: -4, top: 15, right: 3, bottom: 40), (x, y) => x < 3 && y >= 15);

    [Fact]
    public void An_oval_covers_pixels_whose_centres_lie_in_the_ellipse() =>
        AssertCovers(RoiBuilder.Of(RoiBuilder.Oval, left: 2, top: 4, right: 16, bottom: 13), (x, y) => Squared((x + 0.5 - 9) / 7) + Squared((y + 0.5 - 8.5) / 4.5) <= 1);

    [Fact]
    public void Corners_of_a_rectangle_may_be_round()
    {
        LabelImage labels = Read(RoiBuilder.Of(RoiBuilder.Rectangle, left: 2, top: 3, right: 18, bottom: 17, arc: 10));
        Assert.Equal(0, labels[0, 3, 2]);
        Assert.Equal(0, labels[0, 16, 17]);
        Assert.Equal(1, labels[0, 3, 10]);
        Assert.Equal(1, labels[0, 10, 2]);
        AssertCovers(RoiBuilder.Of(RoiBuilder.Rectangle, left: 2, top: 3, right: 18, bottom: 17, arc: 1000), (x, y) => Squared((x + 0.5 - 10) / 8) + Squared((y + 0.5 - 10) / 7) <= 1);
    }

    [Theory]
    [InlineData(RoiBuilder.Polygon)]
    [InlineData(RoiBuilder.Freehand)]
    [InlineData(RoiBuilder.Traced)]
    public void An_outline_covers_pixels_whose_centres_lie_within(int type) =>
        AssertCovers(RoiBuilder.Outline([(2, 2), (12, 2), (2, 12)], type), (x, y) => x >= 2 && y >= 2 && x + 0.5 + y + 0.5 < 14);

    [Fact]
    public void Fractions_are_told_since_version_222()
    {
        (double, double)[] corners = [(2.6, 2.6), (7.4, 2.6), (7.4, 5.4), (2.6, 5.4)];
        AssertCovers(RoiBuilder.Outline(corners, isReal: true), (x, y) => x is >= 3 and < 7 && y is >= 3 and < 5);
        AssertCovers(RoiBuilder.Outline(corners, isReal: true, version: 221), (x, y) => x is >= 2 and < 7 && y is >= 2 and < 5);
        AssertCovers(RoiBuilder.RealBox(RoiBuilder.Rectangle, 2.6f, 2.6f, 4.8f, 2.8f), (x, y) => x is >= 3 and < 7 && y is >= 3 and < 5);
        AssertCovers(RoiBuilder.RealBox(RoiBuilder.Oval, 2.5f, 3.5f, 9, 7), (x, y) => Squared((x + 0.5 - 7) / 4.5) + Squared((y + 0.5 - 7) / 3.5) <= 1);
    }

    [Fact]
    public void Many_corners_are_counted_elsewhere()
    {
        byte[] bytes = RoiBuilder.Outline([(2, 2), (9, 2), (9, 9), (2, 9)]);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(16), 0);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(18), 4);
        AssertCovers(bytes, (x, y) => x is >= 2 and < 9 && y is >= 2 and < 9);
    }

    [Fact]
    public void A_composite_has_holes_pieces_and_curves()
    {
        byte[] withHole = RoiBuilder.Composite(0, 2, 2, 1, 12, 2, 1, 12, 12, 1, 2, 12, 4, 0, 5, 5, 1, 5, 8, 1, 8, 8, 1, 8, 5, 4, 0, 15, 15, 1, 17, 15, 1, 17, 17, 1, 15, 17, 4);
        AssertCovers(withHole, (x, y) =>
            (x is >= 2 and < 12 && y is >= 2 and < 12 && !(x is >= 5 and < 8 && y is >= 5 and < 8)) || (x is 15 or 16 && y is 15 or 16));

        // y = 18 - 2 t (1 - t) 16, x = 2 + 16 t: a parabola that hangs from y 18 up to 10.
        AssertCovers(RoiBuilder.Composite(0, 2, 18, 2, 10, 2, 18, 18, 4), (x, y) => ((x + 0.5 - 2) / 16) is > 0 and < 1 and var t && y + 0.5 > 18 - 32 * t * (1 - t) && y < 18);

        // A quarter of a circle, but for a thousandth of its radius.
        const float Handle = 0.5522847f * 16;
        AssertCovers(
            RoiBuilder.Composite(0, 2, 2, 1, 18, 2, 3, 18, 2 + Handle, 2 + Handle, 18, 2, 18, 4),
            (x, y) => x >= 2 && y >= 2 && Squared(x + 0.5 - 2) + Squared(y + 0.5 - 2) < 256);
    }

    [Fact]
    public void Of_a_set_each_is_an_object_and_the_last_lies_on_top()
    {
        string path = _folder.PathOf("set.zip");
        RoiBuilder.WriteSet(
            path,
            ("b.roi", RoiBuilder.Of(RoiBuilder.Rectangle, 0, 0, 6, 6)),
            ("folder/a.ROI", RoiBuilder.Of(RoiBuilder.Rectangle, 4, 4, 8, 8)),
            ("notes.txt", [1]),
            ("__MACOSX/._a.roi", [2]));
        LabelImage labels = AnnotationFile.Read(path, s_shape).Objects;
        Assert.Equal(2, labels.MaxLabel);
        Assert.Equal(1, labels[0, 3, 3]);
        Assert.Equal(2, labels[0, 5, 5]);
        Assert.Null(AnnotationFile.Read(path, s_shape).Background);
    }

    [Fact]
    public void What_is_no_area_is_refused_by_name()
    {
        AssertFails(RoiBuilder.Of(RoiBuilder.Line, 0, 0, 5, 5), "the ROI 'r' is a line; only areas can be objects");
        AssertFails(RoiBuilder.Outline([(1, 1), (5, 5)], RoiBuilder.Points), "is made of points");
        AssertFails(RoiBuilder.Of(RoiBuilder.Rectangle, 0, 0, 5, 5, subtype: 1), "is a text");
        AssertFails(RoiBuilder.Of(99, 0, 0, 5, 5), "is of type 99");
    }

    [Fact]
    public void Damaged_files_are_refused()
    {
        byte[] outline = RoiBuilder.Outline([(2, 2), (9, 2), (9, 9), (2, 9)]), real = RoiBuilder.Outline([(2.5, 2), (9, 2), (9, 9)], isReal: true);
        for (int length = 0; length < outline.Length; length++)
            AssertFails(outline[..length], length == 0 ? "it is empty" : length < 4 ? "does not begin with 'Iout'" : "the file is damaged or cut short");
        AssertFails(real[..^1], "cut short");
        AssertFails(RoiBuilder.Composite(0, 2, 2, 7, 1), "a segment of type 7");
        AssertFails(RoiBuilder.Composite(0, 2, 2, 3, 1, 1), "ends within a segment");
        AssertFails(RoiBuilder.Composite(2, 2, 2, 3, 3), "begins nowhere");
        AssertFails(RoiBuilder.Composite(0, float.NaN, 2), "not finite");
        byte[] huge = RoiBuilder.Composite(0, 2, 2);
        BinaryPrimitives.WriteInt32BigEndian(huge.AsSpan(36), int.MaxValue);
        AssertFails(huge, "cut short");
    }

    [Fact]
    public void Damaged_sets_are_refused()
    {
        string path = _folder.PathOf("set.zip");
        RoiBuilder.WriteSet(path, ("a.roi", RoiBuilder.Of(RoiBuilder.Rectangle, 0, 0, 6, 6)), ("b.roi", [1, 2, 3]));
        AssertFails(path, "the ROI 'b' is no ROI of ImageJ");
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^40]);
        AssertFails(path, "cannot be read as an archive of ROIs");
        RoiBuilder.WriteSet(path, ("notes.txt", [1, 2, 3]));
        AssertFails(path, "holds no ROI");
    }

    [Fact]
    public void Files_made_to_be_slow_are_refused()
    {
        string path = _folder.PathOf("set.zip");
        // Zeros shrink to a thousandth.
        byte[] fat = [.. RoiBuilder.Of(RoiBuilder.Rectangle, 0, 0, 20, 20), .. new byte[(1 << 25) - 64]];
        RoiBuilder.WriteSet(path, ("a.roi", fat), ("b.roi", fat), ("c.roi", [1]));
        AssertFails(path, "more bytes of ROIs than");
        RoiBuilder.WriteSet(path, [.. Enumerable.Range(0, 80).Select(i => ($"{i}.roi", RoiBuilder.Of(RoiBuilder.Rectangle, 0, 0, 200, 200)))]);
        AssertFails(path, "covered more than 64 times", new ImageShape(200, 200));
        AssertFails(RoiBuilder.Outline([.. Enumerable.Range(0, 60000).Select(i => (i % 20, 20.0 * (i % 2)))]), "covered more than 64 times");
        AssertFails(RoiBuilder.Composite([0, 0, 0, .. Enumerable.Range(0, 2000).SelectMany(i => new float[] { 2, 1e9f, 1e9f, i % 2, 0 })]), "covered more than 64 times");
    }

    [Fact]
    public void A_set_takes_memory_for_its_image_and_its_bytes_however_many_corners_its_curves_have()
    {
        // Twenty bytes a curve of 4096 corners: 20 KB, and a hundredth of that in an archive.
        byte[] curves = RoiBuilder.Composite([0, 0, 0, .. Enumerable.Range(0, 1000).SelectMany(i => new float[] { 2, 1e6f, 1e6f, i % 2, 0 })]);
        byte[] oval = RoiBuilder.Of(RoiBuilder.Oval, 0, 0, 30_000, 30_000);
        string path = _folder.PathOf("set.zip");
        foreach (byte[] roi in new[] { curves, oval })
        {
            RoiBuilder.WriteSet(path, [.. Enumerable.Range(0, 100).Select(i => ($"{i}.roi", roi))]);
            AssertTakes(path, new ImageShape(512, 512), 100 * roi.Length);
        }
    }

    [Fact]
    public void Areas_are_painted_one_by_one_and_none_is_kept()
    {
        byte[] outline = RoiBuilder.Outline([.. Enumerable.Range(0, 1000).Select(i => (30 + 20 * Math.Cos(i * Math.PI / 500), 30 + 20 * Math.Sin(i * Math.PI / 500)))], isReal: true);
        string path = _folder.PathOf("set.zip");
        RoiBuilder.WriteSet(path, ("a.roi", outline));
        long one = Allocation.Of(() => AnnotationFile.Read(path, new ImageShape(60, 60)));
        Assert.InRange(one, 60 * 60 * sizeof(int), 400_000);
    }

    [Fact]
    public void Entries_of_an_archive_may_not_share_their_bytes()
    {
        string path = _folder.PathOf("set.zip");
        byte[] roi = RoiBuilder.Outline([.. Enumerable.Range(0, 500).Select(i => (i % 17 * 1.37, i % 19 * 1.11))], isReal: true);
        RoiBuilder.WriteSet(path, ("a.roi", roi), ("b.roi", roi), ("c.roi", roi), ("d.roi", roi), ("e.roi", roi), ("f.roi", roi), ("g.roi", roi), ("h.roi", roi));
        byte[] bytes = File.ReadAllBytes(path);
        // The places of all entries in the central directory become that of the first; the bytes of the others are cut out.
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(bytes.AsSpan().IndexOf("PK\u0001\u0002"u8) + 20));
        int central = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8), kept = 30 + "a.roi".Length + length + 16;
        byte[] shared = [.. bytes[..Math.Min(kept, central)], .. bytes[central..]];
        for (int at = Math.Min(kept, central); shared.AsSpan(at).StartsWith("PK\u0001\u0002"u8); at += 46 + 5)
            BinaryPrimitives.WriteInt32LittleEndian(shared.AsSpan(at + 42), 0);
        BinaryPrimitives.WriteInt32LittleEndian(shared.AsSpan(shared.Length - 6), Math.Min(kept, central));
        File.WriteAllBytes(path, shared);
        AssertFails(path, "overlap");
    }

    [Fact]
    public void An_area_without_a_pixel_of_its_own_is_refused()
    {
        AssertFails(RoiBuilder.Of(RoiBuilder.Rectangle, 30, 30, 36, 36), "'r' has no pixel of its own in an image of 20 x 20");
        string path = _folder.PathOf("set.zip");
        RoiBuilder.WriteSet(path, ("a.roi", RoiBuilder.Of(RoiBuilder.Rectangle, 2, 2, 4, 4)), ("b.roi", RoiBuilder.Of(RoiBuilder.Rectangle, 0, 0, 6, 6)));
        AssertFails(path, "'a' has no pixel of its own");
    }

    [Fact]
    public void Volumes_are_refused()
    {
        string path = Write(RoiBuilder.Of(RoiBuilder.Rectangle, 0, 0, 6, 6));
        Assert.Contains("ROIs are read for planes", Assert.Throws<ImageFileException>(() => AnnotationFile.Read(path, new ImageShape(3, 20, 20))).Message);
    }

    private static double Squared(double value) => value * value;

    /// <summary>A set is read or refused, and takes 32 bytes a pixel of its image and 128 a byte of its ROIs at most.</summary>
    private static void AssertTakes(string path, ImageShape shape, long roiBytes)
    {
        long taken = Allocation.Of(() =>
        {
            try
            {
                AnnotationFile.Read(path, shape);
            }
            catch (ImageFileException e)
            {
                Assert.Equal(path, e.Path);
            }
        });
        Assert.InRange(taken, shape.PixelCount * sizeof(int), 32 * shape.PixelCount + 128 * roiBytes + (1 << 20));
    }

    private string Write(byte[] roi)
    {
        string path = _folder.PathOf("r.roi");
        File.WriteAllBytes(path, roi);
        return path;
    }

    private LabelImage Read(byte[] roi) => AnnotationFile.Read(Write(roi), s_shape).Objects;

    private void AssertCovers(byte[] roi, Func<int, int, bool> isInside)
    {
        LabelImage labels = Read(roi);
        for (int y = 0; y < s_shape.Height; y++)
            for (int x = 0; x < s_shape.Width; x++)
                Assert.True(labels[0, y, x] == (isInside(x, y) ? 1 : 0), $"x {x}, y {y}: {labels[0, y, x]}");
    }

    private void AssertFails(byte[] roi, string reason) => AssertFails(Write(roi), reason);

    private static void AssertFails(string path, string reason, ImageShape? shape = null)
    {
        var error = Assert.Throws<ImageFileException>(() => AnnotationFile.Read(path, shape ?? s_shape));
        Assert.StartsWith(path, error.Message);
        Assert.Contains(reason, error.Message);
    }
}
