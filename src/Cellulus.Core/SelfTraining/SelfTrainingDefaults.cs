namespace Cellulus;

/// <summary>Defaults of self-training that differ between planes and volumes.</summary>
/// <param name="Iterations">Optimizer steps of a round.</param>
/// <param name="CropSize">Side of a training crop in working pixels.</param>
/// <param name="Features">Feature maps of the first block.</param>
/// <param name="MaxPixels">Pixels on the network's grid to look at.</param>
internal sealed record SelfTrainingDefaults(int Iterations, int CropSize, int Features, long MaxPixels)
{
    public static SelfTrainingDefaults Planes { get; } = new(500, 124, 24, 24 << 20);
    public static SelfTrainingDefaults Volumes { get; } = new(300, 44, 16, 12 << 20);

    /// <summary>Options with nothing left open.</summary>
    public static SelfTrainingOptions Fill(SelfTrainingOptions options, int rank)
    {
        SelfTrainingDefaults defaults = rank == 3 ? Volumes : Planes;
        return options with
        {
            Iterations = options.Iterations ?? defaults.Iterations,
            CropSize = options.CropSize ?? defaults.CropSize,
            Features = options.Features ?? defaults.Features,
            MaxPixels = options.MaxPixels ?? defaults.MaxPixels,
        };
    }
}
