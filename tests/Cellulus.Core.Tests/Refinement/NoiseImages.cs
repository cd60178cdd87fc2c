using System.Globalization;

namespace Cellulus.Tests;

/// <summary>Images without objects, of many kinds of noise, and what one would find in them who takes every bump for an object.</summary>
internal static class NoiseImages
{
    public static ImageShape Shape { get; } = new(240, 256);

    public static string[] Kinds { get; } =
    [
        "normal", "grain 1", "grain 2", "grain 4", "grain 7", "photons 0.1", "photons 2", "photons 20", "salt and pepper", "salt on black", "specks", "specks on black",
        "slope", "slope of photons", "lines", "blocks", "few levels", "constant", "two grains",
    ];

    public static float[] Draw(string kind, int seed)
    {
        var random = new Philox((ulong)seed);
        double parameter = kind.Split(' ')[^1] is var last && double.TryParse(last, CultureInfo.InvariantCulture, out double given) ? given : 0;
        float[] noise = Normal(random);
        return kind.Split(' ')[0] switch
        {
            "normal" => noise,
            "grain" => Smooth(noise, parameter),
            "photons" => Photons(random, _ => parameter),
            "salt" when kind.EndsWith("black") => Scatter(new float[noise.Length], random, 0.005, 0, 255),
            "salt" => Scatter(Scatter([.. noise.Select(v => 20 + 3 * v)], random, 0.01, 0, 255), random, 0.01, 0, 0),
            "specks" when kind.EndsWith("black") => Scatter(new float[noise.Length], random, 0.0005, 1, 255),
            "specks" => Scatter([.. noise.Select(v => 20 + 3 * v)], random, 0.0005, 1, 255),
            "slope" when kind.EndsWith("photons") => Photons(random, i => 2 + 100.0 * (i % Shape.Width) / Shape.Width),
            "slope" => [.. noise.Select((v, i) => v + 40f * (i % Shape.Width) / Shape.Width + 10f * (i / Shape.Width) / Shape.Height)],
            "lines" => Lines(noise, random),
            "blocks" => Blocks(noise, random),
            "few" => [.. Smooth(noise, 1.5).Select(v => MathF.Round(1.5f * v))],
            "two" => [.. Smooth(noise, 1).Zip(Smooth(Normal(random), 6), (a, b) => a + b)],
            _ => new float[noise.Length],
        };
    }

    /// <summary>Discs on all bumps of about a size, brighter and darker, the strongest first.</summary>
    public static int[] Bumps(float[] values, double diameter)
    {
        float[] smooth = GaussianFilter.Smooth<float>(values, Shape, diameter / 5, StageExecution.Default), ground = GaussianFilter.Smooth<float>(values, Shape, diameter, StageExecution.Default);
        float[] bumps = [.. smooth.Zip(ground, (a, b) => Math.Abs(a - b))];
        double deviation = Math.Sqrt(bumps.Average(v => (double)v * v));
        var labels = new int[bumps.Length];
        int found = 0, radius = (int)(diameter / 2);
        foreach (int place in Enumerable.Range(0, bumps.Length).Where(i => bumps[i] > 1.6 * deviation).OrderByDescending(i => bumps[i]))
        {
            (int y, int x) = (place / Shape.Width, place % Shape.Width);
            int[] disc =
            [
                .. from dy in Enumerable.Range(-radius, 2 * radius + 1)
                   from dx in Enumerable.Range(-radius, 2 * radius + 1)
                   where dy * dy + dx * dx <= diameter * diameter / 4 && y + dy >= 0 && y + dy < Shape.Height && x + dx >= 0 && x + dx < Shape.Width
                   select (y + dy) * Shape.Width + x + dx,
            ];
            if (disc.Any(i => labels[i] > 0))
                continue;
            found++;
            foreach (int i in disc)
                labels[i] = found;
        }
        return labels;
    }

    private static float[] Normal(Philox random) => [.. Enumerable.Range(0, (int)Shape.PixelCount).Select(_ => (float)random.NextNormal())];

    private static float[] Smooth(float[] noise, double sigma)
    {
        float[] smooth = GaussianFilter.Smooth<float>(noise, Shape, sigma, StageExecution.Default);
        float deviation = MathF.Sqrt(smooth.Average(v => v * v));
        return Array.ConvertAll(smooth, v => v / deviation);
    }

    private static float[] Photons(Philox random, Func<int, double> mean) => [.. Enumerable.Range(0, (int)Shape.PixelCount).Select(i => Poisson(random, mean(i)))];

    private static float Poisson(Philox random, double mean)
    {
        double limit = Math.Exp(-mean), product = random.NextDouble();
        int count = 0;
        for (; product > limit; count++)
            product *= random.NextDouble();
        return count;
    }

    private static float[] Scatter(float[] values, Philox random, double share, int radius, float value)
    {
        for (int i = 0; i < values.Length; i++)
            if (random.NextDouble() < share)
                for (int y = Math.Max(0, i / Shape.Width - radius); y <= Math.Min(Shape.Height - 1, i / Shape.Width + radius); y++)
                    for (int x = Math.Max(0, i % Shape.Width - radius); x <= Math.Min(Shape.Width - 1, i % Shape.Width + radius); x++)
                        values[y * Shape.Width + x] = value;
        return values;
    }

    private static float[] Lines(float[] noise, Philox random)
    {
        float[] line = [.. Enumerable.Range(0, Shape.Height).Select(_ => (float)random.NextNormal())];
        return [.. noise.Select((v, i) => v + 0.5f * line[i / Shape.Width])];
    }

    private static float[] Blocks(float[] noise, Philox random)
    {
        float[] block = [.. Enumerable.Range(0, Shape.Width / 8 * (Shape.Height / 8)).Select(_ => (float)random.NextNormal())];
        return [.. noise.Select((v, i) => v + 0.5f * block[i / Shape.Width / 8 * (Shape.Width / 8) + i % Shape.Width / 8])];
    }
}
