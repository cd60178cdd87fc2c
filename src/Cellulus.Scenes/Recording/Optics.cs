namespace Cellulus.Scenes;

/// <summary>Blur, and the loss of detail where pixels were once larger.</summary>
internal static class Optics
{
    public static float[] Record(SceneRandom random, float[] values, ImageShape shape, double diameter)
    {
        double sigma = random.Pick(0, 0.5, 0.8, 1.1, 1.6);
        values = random.Chance(0.15) ? BlurUnevenly(random, values, shape, sigma + 0.5) : Blur.Of(values, shape, sigma);
        return random.Chance(0.15) ? Coarsen(values, shape, Math.Min(random.Uniform(1.5, 4), 0.25 * diameter), random.Uniform(1.5, 8)) : values;
    }

    /// <summary>Sharp at one side, blurred at the other.</summary>
    private static float[] BlurUnevenly(SceneRandom random, float[] values, ImageShape shape, double sigma)
    {
        float[] sharp = Blur.Of(values, shape, 0.5 * sigma), soft = Blur.Of(values, shape, 1.8 * sigma);
        double angle = random.Angle(), sin = DeterministicMath.Sin(angle), cos = DeterministicMath.Cos(angle);
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++, i++)
                {
                    double share = Math.Clamp(0.5 + cos * ((double)x / shape.Width - 0.5) + sin * ((double)y / shape.Height - 0.5), 0, 1);
                    sharp[i] += (float)(share * (soft[i] - sharp[i]));
                }
        return sharp;
    }

    /// <summary>Samples at larger steps, coarser still across the slices of a volume, and interpolates between them.</summary>
    private static float[] Coarsen(float[] values, ImageShape shape, double step, double slices)
    {
        if (step <= 1)
            return values;
        var image = MicroscopyImage.Adopt(values, shape, 1);
        var coarse = new ImageShape(
            shape.Depth == 1 ? 1 : Math.Max(2, (int)(shape.Depth / slices)), Math.Max(2, (int)(shape.Height / step)), Math.Max(2, (int)(shape.Width / step)));
        var execution = new StageExecution { MaxDegreeOfParallelism = 1 };
        return Rescaling.Rescale(Rescaling.Rescale(image, coarse, execution), shape, execution).Pixels.ToArray();
    }
}
