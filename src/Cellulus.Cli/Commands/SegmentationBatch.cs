using System.Diagnostics;
using System.Text.Json.Nodes;
using Cellulus.Cli.Files;
using Cellulus.Cli.Input;
using Cellulus.Cli.Output;
using Cellulus.Imaging;

namespace Cellulus.Cli.Commands;

/// <summary>Segments images one by one, holding one at a time, and writes what is found.</summary>
internal sealed class SegmentationBatch(
    CellSegmenter segmenter, SegmentationOptions options, LargeImageOptions large, ResultFolder folder, ResultFiles files) : IDisposable
{
    private readonly GrowingFile _table = folder.Grow(ResultFiles.Table);
    private int _channels;
    private readonly JsonArray _images = [];
    private SegmentationParameters? _parameters;
    private TimeSpan _duration;

    /// <summary>What the user should know beside the results, a line each.</summary>
    public List<string> Notes { get; } = [];

    public int Images => _images.Count;

    public int Objects { get; private set; }

    public double SecondsPerImage => _duration.TotalSeconds / Math.Max(1, Images);

    public async Task<int> RunAsync(ImageSet set, IProgress<ProgressState> display, CancellationToken cancellationToken)
    {
        _channels = set.Channels;
        int count = set.Entries.Count;
        foreach (ImageEntry entry in set.Entries)
        {
            var progress = new ActionProgress<SegmentationProgress>(p => display.Report(new ProgressState(
                Math.Min((Images + p.Fraction) / count, 0.999), $"image {Images + 1} of {count}, {entry.Name}")));
            await SegmentAsync(set, entry, progress, cancellationToken).ConfigureAwait(false);
        }
        display.Report(new ProgressState(1, $"{Counted.Of(count, "image")}, {Counted.Of(Objects, "object")}"));
        return count;
    }

    public JsonObject ToJson() => new()
    {
        ["objects"] = Objects,
        ["secondsPerImage"] = SecondsPerImage,
        ["images"] = _images,
        ["parameters"] = _parameters is not { } p ? null : new JsonObject
        {
            ["objectDiameter"] = p.ObjectDiameter,
            ["scale"] = p.Scale,
            ["passes"] = p.Passes,
            ["noiseProbability"] = p.Options.NoiseProbability,
            ["seed"] = p.Options.Seed,
            ["tileSize"] = p.Options.TileSize,
            ["threads"] = p.Options.MaxDegreeOfParallelism,
            ["background"] = p.BackgroundEstimator,
            ["clusterer"] = p.Clusterer,
            ["refiners"] = new JsonArray([.. p.Refiners.Select(r => JsonValue.Create(r))]),
        },
    };

    public void Dispose() => _table.Dispose();

    private async Task SegmentAsync(ImageSet set, ImageEntry entry, IProgress<SegmentationProgress> progress, CancellationToken cancellationToken)
    {
        using TiffImageSource? source = TiffImageSource.CanOpen(entry.Path) ? LargeImages.Open(entry.Path, entry.Frame, set.Reading, large) : null;
        try
        {
            if (source is not null && set.Of(source) is var image && LargeImages.Check(segmenter, source, image, options, large))
                await SegmentLargeAsync(entry, image, progress, cancellationToken).ConfigureAwait(false);
            else
                await SegmentWholeAsync(entry, set.Read(entry), progress, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidImageException e)
        {
            throw new ImageFileException(entry.Path, e.Message, e);
        }
    }

    private async Task SegmentWholeAsync(
        ImageEntry entry, MicroscopyImage image, IProgress<SegmentationProgress> progress, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        Segmentation found = await segmenter.SegmentAsync(image, options, progress, cancellationToken).ConfigureAwait(false);
        TimeSpan duration = Stopwatch.GetElapsedTime(began);
        folder.Write(ResultFiles.Labels(entry), path => ImageFile.WriteLabels(path, found.Labels, image.PixelSize, cancellationToken));
        if (files.Overlays)
            folder.Write(ResultFiles.Overlay(entry), Pictures.Overlay(image, found.Labels).Save);
        if (files.Rois)
            WriteRois(entry, found.Labels, cancellationToken);
        Add(entry, found.Objects, found.Parameters, found.Timings, duration, null);
    }

    private void WriteRois(ImageEntry entry, LabelImage labels, CancellationToken cancellationToken)
    {
        if (AnnotationFile.CanWriteRois(labels.Shape))
            folder.Write(ResultFiles.RoiSet(entry), path => AnnotationFile.WriteRois(path, labels, cancellationToken));
        else
            Notes.Add($"{entry.Name}: no ROIs are written of {labels.Shape} pixels; they tell places in planes of up to {AnnotationFile.LargestRoiSide} px a side. The label TIFF holds all of it.");
    }

    private async Task SegmentLargeAsync(
        ImageEntry entry, IImageSource source, IProgress<SegmentationProgress> progress, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        LargeSegmentation found = await folder.WriteAsync(ResultFiles.Labels(entry), path => segmenter.SegmentLargeAsync(
            source,
            new TiffLabelSink(path),
            options,
            large with { ScratchFolder = LargeImages.ScratchFolder(folder, entry.Name) },
            progress,
            cancellationToken)).ConfigureAwait(false);
        if (files.Overlays)
            Notes.Add($"{entry.Name}: no overlay is drawn of an image that is worked on in windows; open image and labels in a viewer of tiled files.");
        if (files.Rois)
            Notes.Add($"{entry.Name}: no ROIs are written of an image that is worked on in windows.");
        Add(entry, found.Objects, found.Parameters, found.Timings, Stopwatch.GetElapsedTime(began), new JsonObject
        {
            ["windowSize"] = found.Plan.WindowSize,
            ["windows"] = found.Windows,
            ["resumedWindows"] = found.ResumedWindows,
            ["memoryBytes"] = found.Plan.Memory.TotalBytes,
            ["scratchBytes"] = found.Plan.ScratchBytes,
        });
    }

    private void Add(
        ImageEntry entry,
        IReadOnlyList<SegmentedObject> objects,
        SegmentationParameters parameters,
        IReadOnlyDictionary<SegmentationStage, TimeSpan> timings,
        TimeSpan duration,
        JsonObject? streaming)
    {
        string header = Images > 0 ? "" : (files.Mark ? ObjectTable.Mark : "") + ObjectTable.Header(_channels);
        _table.Append(header + ObjectTable.Rows(entry.Name, objects));
        Objects += objects.Count;
        _duration += duration;
        _parameters = parameters;
        var stages = new JsonObject();
        foreach ((SegmentationStage stage, TimeSpan time) in timings)
            stages[stage.ToString().ToLowerInvariant()] = time.TotalSeconds;
        _images.Add(new JsonObject
        {
            ["image"] = entry.Path,
            ["labels"] = folder.PathOf(ResultFiles.Labels(entry)),
            ["objects"] = objects.Count,
            ["seconds"] = duration.TotalSeconds,
            ["stages"] = stages,
            ["streaming"] = streaming,
        });
    }
}
