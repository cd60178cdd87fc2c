// Trains a model on images that nobody annotated, segments images that it has not seen, and says how well that went.
//
//   dotnet run -c Release --project samples/QuickStart                              simulated images, truth known
//   dotnet run -c Release --project samples/QuickStart -- --images DIR              your images
//   dotnet run -c Release --project samples/QuickStart -- --images DIR --truth DIR  ... and label images to score against

using System.Diagnostics;
using Cellulus;
using Cellulus.Imaging;
using Cellulus.Samples.QuickStart;

const string Output = "quickstart-output";

try
{
    // A taste: about a minute on two cores. The default is 800 steps.
    var training = new TrainingOptions { Iterations = 160 };
    Dataset data = Dataset.FromArguments(args);
    Console.WriteLine($"Training on {data.Training.Count} images, without labels.");
    var watch = Stopwatch.StartNew();
    EmbeddingModel model = await new EmbeddingTrainer().TrainAsync(data.Training, training, new ConsoleProgress());
    model.Save(Path.Combine(Output, "model.safetensors"));
    Console.WriteLine($"Trained {model.Iterations} steps in {watch.Elapsed.TotalSeconds:0} s; "
        + $"objects measure about {model.Description.ObjectDiameter:0} px.");

    var segmenter = new CellSegmenter(model);
    var scores = new List<SegmentationScore>();
    foreach ((string name, MicroscopyImage image, LabelImage? truth) in data.Test)
    {
        watch.Restart();
        Segmentation result = await segmenter.SegmentAsync(image);
        Console.WriteLine($"{name}: {result.Objects.Count} cells in {watch.Elapsed.TotalSeconds:0.0} s");
        ImageFile.WriteLabels(Path.Combine(Output, name + ".tif"), result.Labels, image.PixelSize);
        Pictures.Overlay(image, result.Labels).Save(Path.Combine(Output, name + "-overlay.png"));
        if (truth is not null)
            scores.Add(SegmentationScorer.Score(result.Labels, truth));
    }

    if (scores.Count > 0)
    {
        SegmentationScore score = SegmentationScorer.Pool(scores);
        Console.WriteLine($"F1 {score.F1:0.000}, SEG {score.Seg:0.000}: "
            + $"{score.TruePositives} of {score.TrueObjects} cells found, {score.FalsePositives} false.");
    }
    Console.WriteLine($"Labels and pictures: {Path.GetFullPath(Output)}");
    return 0;
}
catch (Exception e) when (e is CellulusException or ArgumentException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
