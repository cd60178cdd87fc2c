namespace Cellulus;

/// <summary>Defaults that differ between planes and volumes. Lengths in working pixels.</summary>
/// <param name="WorkingDiameter">Object diameter that the network sees.</param>
/// <param name="CropSize">Side of a training crop.</param>
/// <param name="PairRadius">Largest distance of a pair.</param>
/// <param name="Iterations">Optimizer steps.</param>
internal sealed record TrainingDefaults(double WorkingDiameter, int CropSize, double PairRadius, int Iterations)
{
    public static TrainingDefaults Planes { get; } = new(24, 124, 10, 800);
    public static TrainingDefaults Volumes { get; } = new(16, 44, 6, 250);

    /// <summary>Options with nothing left open but the object diameter.</summary>
    public static TrainingOptions Fill(TrainingOptions options, int rank)
    {
        TrainingDefaults defaults = rank == 3 ? Volumes : Planes;
        return options with
        {
            WorkingDiameter = options.WorkingDiameter ?? defaults.WorkingDiameter,
            CropSize = options.CropSize ?? defaults.CropSize,
            PairRadius = options.PairRadius ?? defaults.PairRadius,
            Iterations = options.Iterations ?? defaults.Iterations,
        };
    }
}
