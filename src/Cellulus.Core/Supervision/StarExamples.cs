using Cellulus.Engine;

namespace Cellulus;

/// <summary>What a star-convex training looks at, whatever computes: <see cref="StarCrop"/> draws from it.</summary>
/// <param name="Layout">The network; its outputs are <see cref="StarOutputs"/>.</param>
/// <param name="Crop">Extent of a crop.</param>
/// <param name="Sets">One or two data sets.</param>
/// <param name="Directions">The rays.</param>
/// <param name="Unit">Pixels of a distance of 1.</param>
/// <param name="Unevenness">How uneven stain is made at most; see <see cref="IntensityJitter"/>.</param>
/// <param name="ChangedShare">Share of the crops whose intensities are changed.</param>
/// <param name="Options">Seed, batch, weight decay.</param>
internal sealed record StarExamples(
    UNetLayout Layout, ImageShape Crop, IReadOnlyList<StarDataSet> Sets, RayDirections Directions, double Unit, double Unevenness, double ChangedShare,
    SupervisedTrainingOptions Options)
{
    /// <summary>Extent of what the network says of a crop.</summary>
    public ImageShape Output => Layout.Architecture.OutputOf(Crop);

    public StarConvexLoss CreateLoss() => new(Directions.Count, Unit);
}
