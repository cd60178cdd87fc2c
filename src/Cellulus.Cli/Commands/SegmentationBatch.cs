using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Cellulus.Cli.Input;
using Cellulus.Cli.Output;
using Cellulus.Imaging;

namespace Cellulus.Cli.Commands;

/// <summary>Segments images one by one, holding one at a time, and writes what is found.</summary>
internal sealed class SegmentationBatch(CellSegmenter segmenter, SegmentationOptions options, string folder, bool overlays)
{
    private readonly JsonArray _images = [];
    private SegmentationParameters? _parameters;
    private TimeSpan _duration;

    /// <summary>The measurements so far; an empty table before the first image.</summary>
    public ObjectTable Table { get; private set; } = new(1);

    public int Images => _images.Count;

    public int Objects { get; private set; }

    public double SecondsPerImage => _duration.TotalSeconds / Math.Max(1, Images);

    public async Task<int> RunAsync(ImageSet set, IProgress<ProgressState> display, CancellationToken cancellationToken)
    {
        Table = new ObjectTable(set.Channels);
        int count = set.Entries.Count;
        foreach (ImageEntry entry in set.Entries)
        {
            var progress = new ActionProgress<SegmentationProgress>(p => display.Report(new ProgressState(
                Math.Min((Images + p.Fraction) / count, 0.999), $"image {Images + 1} of {count}, {entry.Name}")));
            await SegmentAsync(entry, progress, cancellationToken).ConfigureAwait(false);
        }
        display.Report(new ProgressState(1, string.Create(CultureInfo.InvariantCulture, $"{count} images, {Objects} objects")));
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

    private async Task SegmentAsync(ImageEntry entry, IProgress<SegmentationProgress> progress, CancellationToken cancellationToken)
    {
        MicroscopyImage image = ImageSet.Read(entry);
        long began = Stopwatch.GetTimestamp();
        Segmentation segmentation = await RunAsync(entry, image, progress, cancellationToken).ConfigureAwait(false);
        TimeSpan duration = Stopwatch.GetElapsedTime(began);

        string labels = SegmentCommand.LabelPath(folder, entry);
        ImageFile.WriteLabels(labels, segmentation.Labels, image.PixelSize);
        if (overlays)
            Pictures.Overlay(image, segmentation.Labels).Save(Path.Combine(folder, entry.Name + "-overlay.png"));
        Table.Add(entry.Name, segmentation.Objects);
        Objects += segmentation.Objects.Count;
        _duration += duration;
        _parameters = segmentation.Parameters;
        var stages = new JsonObject();
        foreach ((SegmentationStage stage, TimeSpan time) in segmentation.Timings)
            stages[stage.ToString().ToLowerInvariant()] = time.TotalSeconds;
        _images.Add(new JsonObject
        {
            ["image"] = entry.Path,
            ["labels"] = labels,
            ["objects"] = segmentation.Objects.Count,
            ["seconds"] = duration.TotalSeconds,
            ["stages"] = stages,
        });
    }

    private async Task<Segmentation> RunAsync(
        ImageEntry entry, MicroscopyImage image, IProgress<SegmentationProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            return await segmenter.SegmentAsync(image, options, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidImageException e)
        {
            throw new ImageFileException(entry.Path, e.Message, e);
        }
    }
}
