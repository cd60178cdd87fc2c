namespace Cellulus;

/// <summary>Defaults that differ between planes and volumes. Lengths in working pixels.</summary>
/// <param name="WorkingDiameter">Object diameter that the network sees.</param>
/// <param name="CropSize">Side of a training crop.</param>
/// <param name="PairRadius">Largest distance of a pair.</param>
/// <param name="Iterations">Optimizer steps.</param>
internal sealed record TrainingDefaults(double WorkingDiameter, int CropSize, double PairRadius, int Iterations)
{
    private static readonly TrainingDefaults s_planes = new(ModelMetadata.UsualWorkingDiameter(2), 124, 10, 800);
    private static readonly TrainingDefaults s_volumes = new(ModelMetadata.UsualWorkingDiameter(3), 44, 6, 250);

    /// <summary>Those of planes (rank 2) or volumes (rank 3).</summary>
    public static TrainingDefaults For(int rank) => rank == 3 ? s_volumes : s_planes;

    /// <summary>Options with nothing left open but the object diameter.</summary>
    public static TrainingOptions Fill(TrainingOptions options, int rank)
    {
        TrainingDefaults defaults = For(rank);
        return options with
        {
            WorkingDiameter = options.WorkingDiameter ?? defaults.WorkingDiameter,
            CropSize = options.CropSize ?? defaults.CropSize,
            PairRadius = options.PairRadius ?? defaults.PairRadius,
            Iterations = options.Iterations ?? defaults.Iterations,
        };
    }
}
