namespace Cellulus.Scenes;

/// <summary>
/// Draws microscopy scenes with exact truth. Each scene draws its own modality, shapes, ground, optics and camera, so that a network taught
/// by them
/// alone knows cells of images it has never seen (domain randomisation). Seed and number decide a scene, bit for bit, on every platform;
/// scenes may
/// be drawn on many threads at once.
/// </summary>
/// <param name="options">What scenes have in common; <see langword="null"/> for the defaults.</param>
public sealed class SceneGenerator(SceneOptions? options = null)
{
    private static readonly ILook[] s_looks = [new Fluorescence(), new Absorption(), new PhaseContrast(), new Relief(), new Electron(), new Mixture(), new Borders()];

    private readonly SceneOptions _options = options ?? new SceneOptions();

    /// <summary>Draws a scene.</summary>
    /// <param name="seed">Seed of a series.</param>
    /// <param name="number">Which scene of the series.</param>
    public Scene Draw(ulong seed, ulong number)
    {
        var random = new SceneRandom(seed, number);
        ImageShape shape = _options.Shape;
        double diameter = _options.Diameter * (random.Chance(0.3) ? random.LogUniform(0.5, 2.2) : random.LogNormal(0.2));
        int channels = _options.Channels ?? 1 + random.Weighted(0.5, 0.2, 0.3);
        var arrangement = (Arrangement)random.Weighted(_options.EmptyShare, (1 - _options.EmptyShare) * 0.2, (1 - _options.EmptyShare) * 0.04,
            (1 - _options.EmptyShare) * 0.3, (1 - _options.EmptyShare) * 0.46);
        // Cells of a mosaic are told by thin borders alone, which less noise hides.
        var traits = new SceneTraits(channels, diameter, 1 / random.LogUniform(arrangement == Arrangement.Mosaic ? 6 : 2, 60));

        SceneObjects objects = Place(random, arrangement, shape, diameter);
        ILook look = s_looks[arrangement == Arrangement.Mosaic
            ? random.Weighted(0.3, 0.1, 0.05, 0.03, 0.1, 0.1, 0.32)
            : random.Weighted(0.42, 0.16, 0.14, 0.08, 0.11, 0.08, 0.01)];
        float[][] values = look.Draw(random, objects, traits);
        Grounds.Draw(random, shape, traits, values);
        bool inverted = random.Chance(0.2);
        var pixels = new float[shape.CheckedLength(channels)];
        int first = random.Below(channels);
        for (int c = 0; c < channels; c++)
        {
            float[] recorded = Optics.Record(random, inverted ? Array.ConvertAll(values[c], v => -v) : values[c], shape, diameter);
            Camera.Record(random, recorded, shape, traits).CopyTo(pixels, (c + first) % channels * shape.PixelCount);
        }
        return new Scene(MicroscopyImage.Adopt(pixels, shape, channels), LabelImage.Adopt(objects.Labels, shape), diameter) { Depths = objects.Depth };
    }

    private static SceneObjects Place(SceneRandom random, Arrangement arrangement, ImageShape shape, double diameter) => arrangement switch
    {
        Arrangement.Empty => Placement.Draw(random, shape, diameter, density: 0),
        Arrangement.Mosaic => Mosaic.Draw(random, shape, diameter),
        Arrangement.Single => Placement.Draw(random, shape, diameter, density: 1, most: 1),
        Arrangement.Dense => Placement.Draw(random, shape, diameter, random.Uniform(0.35, 0.8)),
        _ => Placement.Draw(random, shape, diameter, random.LogUniform(0.02, 0.35)),
    };

    private enum Arrangement { Empty, Mosaic, Single, Dense, Sparse }
}
