namespace Cellulus.Scenes;

/// <summary>What the outlines of one population have in common.</summary>
/// <param name="Elongation">Mean of the aspect ratio above 1, about.</param>
/// <param name="Bend">Deviation of long objects from a straight line, as a share of their half length.</param>
/// <param name="Taper">How pointed the ends are, 0 to 1.</param>
/// <param name="Blunt">Whether ends are blunt, as those of rods.</param>
/// <param name="Wobble">Standard deviation of the border's radius.</param>
/// <param name="Lobes">Waves around the border.</param>
internal sealed record ShapeStyle(double Elongation, double Bend, double Taper, bool Blunt, double Wobble, int Lobes)
{
    public static ShapeStyle Draw(SceneRandom random) => random.Weighted(0.4, 0.14, 0.15, 0.13, 0.09, 0.09) switch
    {
        0 => new ShapeStyle(random.Pick(0.05, 0.15, 0.3, 0.5), 0, 0, false, random.Pick(0, 0.02, 0.05), 4), // ellipses
        1 => new ShapeStyle(random.Uniform(1, 2.5), random.Uniform(0, 0.35), 0, true, random.Pick(0, 0.03), 3), // rods
        2 => new ShapeStyle(random.Uniform(0.1, 0.6), 0.1, 0, false, random.Uniform(0.08, 0.2), random.Between(2, 5)), // lobes
        3 => new ShapeStyle(random.Uniform(0.8, 2.5), random.Uniform(0, 0.3), random.Uniform(0.4, 0.85), false, random.Pick(0, 0.04, 0.1), 4), // spindles
        4 => new ShapeStyle(random.Uniform(0.2, 0.6), 0.1, 0, true, random.Uniform(0.02, 0.1), 5), // blunt, as packed cells
        _ => new ShapeStyle(random.Uniform(0.3, 1.5), random.Uniform(0, 0.3), random.Uniform(0, 0.6), false, random.Uniform(0.2, 0.4), random.Between(3, 6)), // spread, with processes
    };
}
