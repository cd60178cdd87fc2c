using System.Diagnostics;
using System.Globalization;

namespace Cellulus.Benchmarks.Quality;

/// <summary>Trains models from images alone and keeps them.</summary>
/// <param name="folder">Where model files go.</param>
/// <param name="isReusing">Take a model that is there already.</param>
/// <param name="isQuick">Train only so long that everything is gone through.</param>
/// <param name="threads">Threads to use at once.</param>
internal sealed class ModelStore(string folder, bool isReusing, bool isQuick, int threads)
{
    private const int QuickIterations = 150;

    public async Task<TrainedModel> GetAsync(DataSet set, ulong seed, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, $"{set.Name}-{seed}{(isQuick ? "-quick" : "")}.safetensors"), seconds = path + ".seconds";
        if (isReusing && File.Exists(path))
            return new TrainedModel(EmbeddingModel.Load(path), File.Exists(seconds) ? double.Parse(File.ReadAllText(seconds), CultureInfo.InvariantCulture) : null);

        TrainedModel trained = await TrainAsync(set, seed, cancellationToken);
        trained.Model.Save(path);
        await File.WriteAllTextAsync(seconds, trained.Seconds!.Value.ToString(CultureInfo.InvariantCulture), cancellationToken);
        return trained;
    }

    private async Task<TrainedModel> TrainAsync(DataSet set, ulong seed, CancellationToken cancellationToken)
    {
        var options = new TrainingOptions { Seed = seed, MaxDegreeOfParallelism = threads };
        if (isQuick)
            options = options with { Iterations = QuickIterations };
        IReadOnlyList<MicroscopyImage> images = set.ReadTraining();
        long began = Stopwatch.GetTimestamp();
        EmbeddingModel model = await new EmbeddingTrainer().TrainAsync(images, options, new TrainingStatus(set, seed), cancellationToken);
        return new TrainedModel(model, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }
}
