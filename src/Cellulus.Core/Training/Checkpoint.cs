using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Runtime.InteropServices;
using Cellulus.Engine;

namespace Cellulus;

/// <summary>
/// A checkpoint: a model file that also holds the optimizer. Written in one step, so a run that is killed leaves the last one
/// readable. Random numbers depend on the step alone, so nothing of them needs to be kept.
/// </summary>
internal static class Checkpoint
{
    private const string Iteration = "iteration", Attempt = "attempt", Run = "run", Seconds = "seconds", Loss = "loss", Mean = "optimizer.mean", Square = "optimizer.square";

    /// <summary>More than any training takes, and than a damaged file may make of it.</summary>
    private const double MostSeconds = 1e9;

    /// <summary>Identifies a run: what must be the same for a resumed training to give the same bits.</summary>
    public static string Fingerprint(TrainingOptions options, TrainingSet set, ImageShape crop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string settings = string.Create(CultureInfo.InvariantCulture,
            $"{set.ObjectDiameter:r}|{options.WorkingDiameter:r}|{options.Iterations}|{options.TimeLimit}|{options.Features}|{options.FeatureFactor}|{options.HeadFeatures}|{crop}|{options.BatchSize}|{options.LearningRate:r}|{string.Join(',', options.LearningRateDrops)}|{options.WeightDecay:r}|{options.LossForm}|{options.Temperature:r}|{options.Regularization:r}|{options.Density:r}|{options.PairRadius:r}|{options.Augment}|{options.Seed}");
        hash.AppendData(Encoding.UTF8.GetBytes(settings));
        foreach (MicroscopyImage image in set.Images)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{image.Channels} {image.Shape}"));
            hash.AppendData(MemoryMarshal.AsBytes(image.Pixels));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void Write(string path, string fingerprint, ModelMetadata metadata, UNetLayout layout, TrainingState state)
    {
        List<NamedTensor> tensors = ModelFile.Tensors(layout, state.Parameters);
        tensors.Add(new NamedTensor(Mean, [state.Optimizer.Mean.Length], state.Optimizer.Mean));
        tensors.Add(new NamedTensor(Square, [state.Optimizer.Square.Length], state.Optimizer.Square));
        SafetensorsFile.Write(path, new TensorArchive(tensors, new Dictionary<string, string>
        {
            [ModelMetadata.Key] = (metadata with { Iterations = state.Iteration }).ToJson(),
            [Iteration] = state.Iteration.ToString(CultureInfo.InvariantCulture),
            [Attempt] = state.Attempt.ToString(CultureInfo.InvariantCulture),
            [Seconds] = state.Elapsed.TotalSeconds.ToString("r", CultureInfo.InvariantCulture),
            [Loss] = state.Loss.ToString("r", CultureInfo.InvariantCulture),
            [Run] = fingerprint,
        }));
    }

    /// <exception cref="ModelFileException">The file is damaged, or belongs to a run with other images or options.</exception>
    public static void Read(string path, string fingerprint, UNetLayout layout, TrainingState state)
    {
        TensorArchive archive = SafetensorsFile.Read(path);
        if (!archive.Metadata.TryGetValue(Run, out string? run)
            || !archive.Metadata.TryGetValue(Iteration, out string? text)
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int iteration))
            throw new ModelFileException(path, "it is not a checkpoint of a training; remove it or do not resume.");
        if (run != fingerprint)
            throw new ModelFileException(path, "it belongs to a training with other images or options; use the same ones, or do not resume.");
        ModelFile.ReadParameters(path, archive, layout).CopyTo(state.Parameters, 0);
        Copy(path, archive, Mean, state.Optimizer.Mean);
        Copy(path, archive, Square, state.Optimizer.Square);
        state.Optimizer.Steps = iteration;
        if (archive.Metadata.TryGetValue(Attempt, out string? attempt) && int.TryParse(attempt, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            state.Attempt = number;
        // Older checkpoints do not tell.
        state.Elapsed = TimeSpan.FromSeconds(Math.Clamp(Number(archive, Seconds), 0, MostSeconds));
        state.Loss = Number(archive, Loss);
    }

    private static double Number(TensorArchive archive, string key) =>
        archive.Metadata.TryGetValue(key, out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number) ? number : 0;

    private static void Copy(string path, TensorArchive archive, string name, float[] target)
    {
        if (archive.Find(name) is not { } tensor || tensor.Values.Length != target.Length)
            throw new ModelFileException(path, $"its tensor '{name}' is missing or has another length; remove the file or do not resume.");
        tensor.Values.CopyTo(target, 0);
    }
}
