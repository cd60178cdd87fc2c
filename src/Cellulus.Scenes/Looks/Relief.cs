namespace Cellulus.Scenes;

/// <summary>Differential interference contrast: the slope of thickness along one direction, as if lit from a side.</summary>
internal sealed class Relief : ILook
{
    public float[][] Draw(SceneRandom random, SceneObjects objects, SceneTraits traits)
    {
        ImageShape shape = objects.Shape;
        float[] brightness = Stain.Brightness(random, objects, traits), grain = SmoothNoise.MultiScale(random, shape);
        double organelles = random.Uniform(0, 0.25), flat = random.Uniform(0.15, 0.6);
        var thickness = new float[grain.Length];
        for (int i = 0; i < thickness.Length; i++)
            if (objects.Labels[i] is > 0 and var label)
                thickness[i] = (float)(brightness[label] * (Math.Min(1, objects.Depth[i] / flat) + organelles * grain[i]));
        thickness = Blur.Of(thickness, shape, random.Uniform(0.6, 1.6));
        double angle = random.Angle(), sum = random.Uniform(-0.3, 0.3), gain = 0.12 * traits.Diameter;
        (double sy, double sx) = (gain * DeterministicMath.Sin(angle), gain * DeterministicMath.Cos(angle));
        var values = new float[thickness.Length];
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++, i++)
                    values[i] = (float)(sum * thickness[i]
                        + sy * (thickness[shape.IndexOf(z, Math.Min(y + 1, shape.Height - 1), x)] - thickness[shape.IndexOf(z, Math.Max(y - 1, 0), x)])
                        + sx * (thickness[shape.IndexOf(z, y, Math.Min(x + 1, shape.Width - 1))] - thickness[shape.IndexOf(z, y, Math.Max(x - 1, 0))]));
        return Channels.Copies(random, values, traits);
    }
}
