using System.Numerics.Tensors;

namespace Cellulus.Scenes;

/// <summary>Turns what a channel shows into recorded values: light, noise, defects, compression, tone, steps of the format.</summary>
internal static class Camera
{
    private const float FullScale = 60000;

    public static float[] Record(SceneRandom random, float[] values, ImageShape shape, SceneTraits traits)
    {
        if (random.Chance(0.25))
            Light(random, values, shape, traits);
        AddNoise(random, values, shape, traits.Noise);
        if (random.Chance(0.12))
            values = Blur.Of(values, shape, random.Uniform(0.4, 0.9));
        if (random.Chance(0.1))
            HotPixels(random, values);
        ToRange(random, values);
        if (random.Chance(0.12))
            BlockCompression.Apply(values, shape, random.LogUniform(0.02, 0.15));
        Tone(random, values);
        return values;
    }

    /// <summary>Vignette, and seams between fields of another gain.</summary>
    private static void Light(SceneRandom random, float[] values, ImageShape shape, SceneTraits traits)
    {
        float[] light = SmoothNoise.Of(random, shape, random.Uniform(4, 10) * traits.Diameter);
        double strength = random.Uniform(0, 0.35), pedestal = random.Uniform(0, 1);
        int seam = random.Chance(0.2) ? random.Below(shape.Width) : shape.Width;
        double beyond = random.Uniform(0.6, 1.4);
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)((values[i] + pedestal) * Math.Max(0.2, 1 + strength * Math.Clamp(light[i], -2, 2)) * (i % shape.Width < seam ? 1 : beyond));
    }

    private static void AddNoise(SceneRandom random, float[] values, ImageShape shape, double noise)
    {
        int kind = random.Weighted(0.5, 0.25, 0.15, 0.1);
        double lines = kind == 3 ? noise * random.Uniform(0.2, 1) : 0, line = 0, floor = TensorPrimitives.Min<float>(values);
        for (int i = 0; i < values.Length; i++)
        {
            if (lines > 0 && i % shape.Width == 0)
                line = lines * random.Normal();
            double above = Math.Min(4, values[i] - floor);
            double scale = kind switch { 1 => Math.Sqrt(0.1 + 0.9 * above), 2 => 0.15 + 0.85 * above, _ => 1 };
            values[i] += (float)(noise * scale * random.Normal() + line);
        }
    }

    private static void HotPixels(SceneRandom random, float[] values)
    {
        float most = TensorPrimitives.Max<float>(values), height = (float)random.LogUniform(0.5, 6);
        for (int n = random.Between(1, Math.Max(2, values.Length / 500)); n > 0; n--)
            values[random.Below(values.Length)] = random.Chance(0.8) ? most * height : 0;
    }

    /// <summary>Brings values to 0 to 1; some lie beyond and are clipped.</summary>
    private static void ToRange(SceneRandom random, float[] values)
    {
        (float low, float high) = Quantiles.Of(values, random.Pick(0, 0.001, 0.01), random.Pick(1, 0.999, 0.99));
        double scale = 1 / Math.Max(high - low, 1e-6);
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)Math.Clamp((values[i] - low) * scale, 0, 1);
    }

    private static void Tone(SceneRandom random, float[] values)
    {
        double gamma = random.Chance(0.6) ? random.LogNormal(0.3) : 1, steps = random.Chance(0.4) ? random.Pick(255, 255, 100, 40) : FullScale;
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(Math.Round(steps * (gamma == 1 || values[i] < 1e-6 ? values[i] : DeterministicMath.Power(values[i], gamma))) / steps * FullScale);
    }
}
