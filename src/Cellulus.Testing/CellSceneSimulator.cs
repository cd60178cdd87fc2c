namespace Cellulus.Testing;

/// <summary>
/// Simulates fluorescence images of cells with exact truth: shapes, clusters, texture, dim cells, blur, haze, uneven light, photon
/// and camera noise. The same options give the same scene; planes and volumes, one or two channels.
/// </summary>
public static class CellSceneSimulator
{
    private const float DimBrightness = 0.2f, LeastBrightness = 0.1f;
    private const float NucleusRadius = 0.65f, MembraneInnerRadius = 0.8f;

    /// <summary>Simulates one scene.</summary>
    /// <param name="options">What it looks like; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="InvalidImageException">The scene is empty or does not fit in memory.</exception>
    public static CellScene Simulate(CellSceneOptions? options = null)
    {
        options ??= new CellSceneOptions();
        options.Validate();
        var cells = new CellPlacement(options);
        float[] brightness = DrawBrightness(cells.Count, options);
        float[] light = Illuminate(options);
        int channels = options.Membrane ? 2 : 1, length = light.Length;
        var pixels = new float[options.Shape.CheckedLength(channels)];
        for (int channel = 0; channel < channels; channel++)
        {
            float[] signal = Blur(Stain(cells, brightness, channel, options), options.Blur, options);
            float[] haze = Blur(signal, 2 * options.Diameter, options);
            for (int i = 0; i < length; i++)
                signal[i] = (float)(light[i] * (options.Photons * (signal[i] + options.Haze * haze[i]) + options.BackgroundPhotons));
            Camera.Record(signal, options, new Philox(options.Seed, SceneStreams.Camera + (ulong)channel)).CopyTo(pixels, channel * length);
        }
        return new CellScene(MicroscopyImage.Adopt(pixels, options.Shape, channels), LabelImage.Adopt(cells.Labels, options.Shape));
    }

    /// <summary>Brightness of each cell, 1 on average; index 0 is cell 1.</summary>
    private static float[] DrawBrightness(int cells, CellSceneOptions options)
    {
        var random = new Philox(options.Seed, SceneStreams.Brightness);
        var brightness = new float[cells];
        for (int i = 0; i < cells; i++)
        {
            float usual = Math.Max(LeastBrightness, (float)(1 + options.BrightnessSpread * random.NextNormal()));
            brightness[i] = random.NextDouble() < options.DimShare ? DimBrightness * usual : usual;
        }
        return brightness;
    }

    /// <summary>The dye before blur: texture, a rounded profile, and which part of the cell the channel stains.</summary>
    private static float[] Stain(CellPlacement cells, float[] brightness, int channel, CellSceneOptions options)
    {
        float[] texture = Texture(options, channel), signal = new float[texture.Length];
        for (int i = 0; i < signal.Length; i++)
            if (cells.Labels[i] is > 0 and var label)
            {
                float radius = cells.RelativeRadii[i];
                float stain = (options.Membrane, channel) switch
                {
                    (false, _) => Dome(radius),
                    (true, 0) => radius <= NucleusRadius ? Dome(radius / NucleusRadius) : 0,
                    _ => radius >= MembraneInnerRadius ? 1 : 0.15f,
                };
                signal[i] = brightness[label - 1] * stain * Math.Max(0, 1 + (float)options.TextureStrength * texture[i]);
            }
        return signal;
    }

    private static float Dome(float radius) => 0.7f + 0.3f * MathF.Sqrt(Math.Max(0, 1 - radius * radius));

    /// <summary>Smooth noise of mean 0 and standard deviation 1.</summary>
    private static float[] Texture(CellSceneOptions options, int channel)
    {
        var random = new Philox(options.Seed, SceneStreams.Texture + (ulong)channel);
        var noise = new float[options.Shape.CheckedLength()];
        for (int i = 0; i < noise.Length; i++)
            noise[i] = (float)random.NextNormal();
        noise = Blur(noise, options.TextureLength, options);
        double scale = 1 / Math.Sqrt(noise.Sum(v => (double)v * v) / noise.Length);
        return Array.ConvertAll(noise, v => (float)(v * scale));
    }

    /// <summary>Light that falls off with the square of the distance from a random place: 1 there, 1 - loss at the farthest
    /// pixel.</summary>
    private static float[] Illuminate(CellSceneOptions options)
    {
        ImageShape shape = options.Shape;
        var random = new Philox(options.Seed, SceneStreams.Illumination);
        double cx = random.NextDouble() * (shape.Width - 1), cy = random.NextDouble() * (shape.Height - 1);
        double farX = Math.Max(cx, shape.Width - 1 - cx), farY = Math.Max(cy, shape.Height - 1 - cy);
        double loss = options.UnevenIllumination / Math.Max(1, farX * farX + farY * farY);
        var light = new float[shape.CheckedLength()];
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++, i++)
                    light[i] = (float)Math.Max(0, 1 - loss * ((x - cx) * (x - cx) + (y - cy) * (y - cy)));
        return light;
    }

    private static float[] Blur(float[] values, double sigma, CellSceneOptions options) =>
        sigma > 0 ? GaussianFilter.Smooth<float>(values, options.Shape, sigma, StageExecution.Default) : (float[])values.Clone();
}
