using System.Diagnostics;
using Cellulus;

// Median seconds of a training step or of one inference pass, and the peak memory of this process.
//   step FEATURES CROP BATCH STEPS THREADS | infer FEATURES SIDE PASSES THREADS
string what = args.Length > 0 ? args[0] : "step";
int Argument(int index, int fallback) => args.Length > index ? int.Parse(args[index]) : fallback;
int features = Argument(1, 24), side = Argument(2, what == "step" ? 124 : 256), third = Argument(3, what == "step" ? 8 : 16);

float[] pixels = new float[512 * 512];
var random = new Random(1);
for (int i = 0; i < pixels.Length; i++)
    pixels[i] = random.NextSingle();

double median;
if (what == "step")
{
    int steps = Argument(4, 12);
    var seconds = new List<double>();
    var options = new TrainingOptions
    {
        ObjectDiameter = 24, Features = features, CropSize = side, BatchSize = third, Iterations = steps, MaxDegreeOfParallelism = Argument(5, Environment.ProcessorCount),
    };
    var clock = Stopwatch.StartNew();
    await new EmbeddingTrainer().TrainAsync(
        [MicroscopyImage.FromPixels(pixels, new ImageShape(512, 512))], options,
        new Sink<TrainingProgress>(_ => { seconds.Add(clock.Elapsed.TotalSeconds); clock.Restart(); }));
    seconds.Sort();
    median = seconds[seconds.Count / 2];
}
else
{
    var model = await new EmbeddingTrainer().TrainAsync(
        [MicroscopyImage.FromPixels(pixels, new ImageShape(512, 512))],
        new TrainingOptions { ObjectDiameter = 24, Features = features, CropSize = 60, BatchSize = 1, Iterations = 1 });
    float[] image = new float[side * side];
    for (int i = 0; i < image.Length; i++)
        image[i] = random.NextSingle();
    var execution = new StageExecution { MaxDegreeOfParallelism = Argument(4, Environment.ProcessorCount) };
    var seconds = new List<double>();
    for (int run = 0; run < 3; run++)
    {
        long start = Stopwatch.GetTimestamp();
        model.Embed(MicroscopyImage.FromPixels(image, new ImageShape(side, side)), new EmbeddingOptions { Passes = third }, execution);
        seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
    seconds.Sort();
    median = seconds[seconds.Count / 2] / (2 * third);
}
Console.WriteLine($"{what} features {features} side {side}: median {median:f4} s, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:f0} MB");

internal sealed class Sink<T>(Action<T> action) : IProgress<T>
{
    public void Report(T value) => action(value);
}
