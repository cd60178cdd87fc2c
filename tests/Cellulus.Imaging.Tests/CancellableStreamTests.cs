using Cellulus.Tests;
using Xunit;

namespace Cellulus.Imaging.Tests;

/// <summary>Blocks read and written after a cancellation are counted: none may be.</summary>
public sealed class CancellableStreamTests
{
    private static readonly MicroscopyImage s_image = Noise(700, 600);

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.tif")]
    public void Reading_stops_at_the_next_block(string name)
    {
        byte[] content = Written(name);
        using var stop = new CancellationTokenSource();
        var file = new CountingStream(content, () => stop.Cancel(), limit: 5);
        using var stream = new CancellableStream(file, stop.Token);
        Assert.Throws<OperationCanceledException>(() => _ = name == "a.png" ? PngDecoder.Decode(stream, name) : TiffDecoder.Decode(stream, name));
        Assert.Equal(5, file.Blocks);
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.tif")]
    public void Writing_stops_at_the_next_block(string name)
    {
        using var stop = new CancellationTokenSource();
        var file = new CountingStream([], () => stop.Cancel(), limit: 2);
        using var stream = new CancellableStream(file, stop.Token);
        StoredImage stored = StoredImage.FromImage(s_image);
        Assert.Throws<OperationCanceledException>(() =>
        {
            if (name == "a.png")
                PngEncoder.Encode(stream, stored);
            else
                TiffEncoder.Encode(stream, stored);
        });
        Assert.Equal(2, file.Blocks);
    }

    [Fact]
    public async Task A_cancelled_file_is_left_as_it_was()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("a.png");
        ImageFile.WritePng(path, s_image);
        byte[] before = File.ReadAllBytes(path);
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => ImageFile.WritePng(path, Noise(40, 40), cancelled));
        Assert.Throws<OperationCanceledException>(() => ImageFile.ReadStored(path, cancellationToken: cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImageFile.ReadAsync(path, cancellationToken: cancelled));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder.FullName));
    }

    private static byte[] Written(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf(name);
        if (name == "a.png")
            ImageFile.WritePng(path, s_image);
        else
            ImageFile.WriteTiff(path, s_image);
        return File.ReadAllBytes(path);
    }

    private static MicroscopyImage Noise(int height, int width)
    {
        var random = new Random(1);
        float[] pixels = [.. Enumerable.Range(0, height * width).Select(_ => (float)random.Next(65536))];
        return MicroscopyImage.FromPixels(pixels, new ImageShape(height, width));
    }

    /// <summary>Counts blocks and tells when so many have gone through.</summary>
    private sealed class CountingStream : MemoryStream
    {
        private readonly Action _reached;
        private readonly int _limit;

        public CountingStream(byte[] content, Action reached, int limit)
        {
            base.Write(content);
            Position = 0;
            _reached = reached;
            _limit = limit;
        }

        public int Blocks { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            Count();
            return base.Read(buffer);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Count();
            base.Write(buffer);
        }

        private void Count()
        {
            if (++Blocks == _limit)
                _reached();
        }
    }
}
