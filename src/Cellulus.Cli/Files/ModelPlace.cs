namespace Cellulus.Cli.Files;

/// <summary>Where a training writes its model, and beside it the checkpoint. A model may replace an older one: nobody edits them by
/// hand.</summary>
internal static class ModelPlace
{
    private static readonly string[] s_imageExtensions = [".png", ".tif", ".tiff"];
    private static readonly byte[] s_archive = "PK"u8.ToArray();

    /// <summary>The checkpoint that goes with a model.</summary>
    public static string CheckpointOf(string model) => model + ".checkpoint";

    /// <summary>Checks that a training can write its model and loses nothing by it.</summary>
    /// <param name="model">The model file to be.</param>
    /// <param name="inputs">All that the command reads.</param>
    /// <param name="hasCheckpoint">Whether it writes checkpoints.</param>
    /// <param name="resume">Whether a checkpoint that is there is gone on from.</param>
    /// <param name="overwrite">Whether other files may be replaced.</param>
    /// <exception cref="CellulusException">The model cannot be written, or something would be lost.</exception>
    public static void Prepare(string model, IEnumerable<CommandInput> inputs, bool hasCheckpoint, bool resume, bool overwrite)
    {
        string checkpoint = CheckpointOf(model);
        OutputPlace.CheckNothingIsLost(inputs, hasCheckpoint ? [model, checkpoint] : [model], path => overwrite || path == checkpoint || IsModel(path));
        if (s_imageExtensions.Contains(Path.GetExtension(model), StringComparer.OrdinalIgnoreCase))
            throw new CellulusException($"{model}: is the name of an image, not of a model. Name it .safetensors.");
        if (hasCheckpoint && !resume && !overwrite && File.Exists(checkpoint))
            throw new CellulusException(
                $"{checkpoint}: there is the checkpoint of a training that was interrupted. Go on from it with --resume, or begin anew with --overwrite.");
        OutputPlace.PrepareFile(model);
    }

    private static bool IsModel(string path)
    {
        try
        {
            // A checkpoint of the Python implementation is a model, too, but none of ours.
            using (FileStream stream = File.OpenRead(path))
            {
                var start = new byte[s_archive.Length];
                if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan().SequenceEqual(s_archive))
                    return false;
            }
            if (!StarConvexModel.IsModelFile(path))
                ModelFileInfo.Read(path);
            return true;
        }
        catch (Exception e) when (e is CellulusException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
