namespace Cellulus.Scenes;

/// <summary>Regular structure: stripes, grids, holes of a plate or filter.</summary>
internal sealed class Pattern : IGround
{
    public void Draw(SceneRandom random, ImageShape shape, double diameter, float[] layer)
    {
        int kind = random.Below(3);
        double period = random.LogUniform(3, 4 * diameter), height = random.LogUniform(0.08, 0.7) * (random.Chance(0.5) ? 1 : -1);
        double width = random.Uniform(0.08, 0.4), angle = random.Chance(0.5) ? 0 : random.Angle();
        (double sin, double cos) = (DeterministicMath.Sin(angle), DeterministicMath.Cos(angle));
        for (int z = 0, i = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
                for (int x = 0; x < shape.Width; x++, i++)
                {
                    double u = (cos * x + sin * y) / period, v = (cos * y - sin * x) / period;
                    double du = Math.Abs(u - Math.Floor(u) - 0.5) * 2, dv = Math.Abs(v - Math.Floor(v) - 0.5) * 2;
                    bool on = kind switch { 0 => du < width, 1 => du < width / 2 || dv < width / 2, _ => du * du + dv * dv < width * width && period < 0.5 * diameter };
                    layer[i] += on ? (float)height : 0;
                }
    }
}
