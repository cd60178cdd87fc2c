namespace Cellulus.Scenes;

/// <summary>What JPEG leaves of an image: the cosine transform of blocks of 8 x 8 pixels, rounded the more coarsely the finer the
/// detail.</summary>
internal static class BlockCompression
{
    private const int Side = 8;

    private static readonly float[,] s_basis = Basis();

    /// <param name="values">Changed; 0 to 1.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="step">Rounding of the coarsest detail.</param>
    public static void Apply(float[] values, ImageShape shape, double step)
    {
        float[] block = new float[Side * Side], half = new float[Side * Side];
        for (int z = 0; z < shape.Depth; z++)
            for (int y = 0; y + Side <= shape.Height; y += Side)
                for (int x = 0; x + Side <= shape.Width; x += Side)
                {
                    for (int i = 0; i < Side; i++)
                        values.AsSpan((int)shape.IndexOf(z, y + i, x), Side).CopyTo(block.AsSpan(i * Side));
                    Transform(block, half, inverse: false);
                    for (int i = 1; i < block.Length; i++)
                    {
                        float coarse = (float)(step * (1 + 0.5 * (i / Side + i % Side)));
                        block[i] = coarse * MathF.Round(block[i] / coarse);
                    }
                    Transform(block, half, inverse: true);
                    for (int i = 0; i < Side; i++)
                        for (int j = 0; j < Side; j++)
                            values[shape.IndexOf(z, y + i, x + j)] = Math.Clamp(block[i * Side + j], 0, 1);
                }
    }

    private static void Transform(float[] block, float[] half, bool inverse)
    {
        Multiply(block, half, inverse);
        Multiply(half, block, inverse);
    }

    /// <summary>Transforms the rows and writes them as columns.</summary>
    private static void Multiply(float[] from, float[] to, bool inverse)
    {
        for (int row = 0; row < Side; row++)
            for (int k = 0; k < Side; k++)
            {
                float sum = 0;
                for (int j = 0; j < Side; j++)
                    sum += from[row * Side + j] * (inverse ? s_basis[j, k] : s_basis[k, j]);
                to[k * Side + row] = sum;
            }
    }

    private static float[,] Basis()
    {
        var basis = new float[Side, Side];
        for (int k = 0; k < Side; k++)
            for (int j = 0; j < Side; j++)
                basis[k, j] = (float)(Math.Sqrt((k == 0 ? 1.0 : 2.0) / Side) * DeterministicMath.Cos(Math.PI * k * (2 * j + 1) / (2 * Side)));
        return basis;
    }
}
