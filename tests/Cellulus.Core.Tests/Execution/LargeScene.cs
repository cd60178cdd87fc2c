namespace Cellulus.Core.Tests.Execution;

/// <summary>A large plane full of round objects, with what each stage would hand to the next, made without the stages.</summary>
internal sealed class LargeScene
{
    private const int Spacing = 24;
    private const double Radius = 9;

    public LargeScene(int side)
    {
        Shape = new ImageShape(side, side);
        var random = new Philox(1);
        int cells = (side + Spacing - 1) / Spacing;
        var centres = new (float X, float Y)[cells * cells];
        for (int i = 0; i < centres.Length; i++)
            centres[i] = (Spacing * (i % cells + 0.35f + 0.3f * (float)random.NextDouble()), Spacing * (i / cells + 0.35f + 0.3f * (float)random.NextDouble()));
        float[] noise = new float[side * side], pixels = new float[side * side], offsets = new float[2 * side * side], uncertainty = new float[side * side];
        random.Fill(noise);
        int[] labels = new int[side * side];
        bool[] mask = new bool[side * side];
        for (int i = 0; i < pixels.Length; i++)
        {
            int y = i / side, x = i % side, cell = y / Spacing * cells + x / Spacing;
            float dx = centres[cell].X - x, dy = centres[cell].Y - y, scatter = 3 * (noise[(i * 31 + 7) % noise.Length] - 0.5f);
            mask[i] = dx * dx + dy * dy < Radius * Radius;
            labels[i] = mask[i] ? cell + 1 : 0;
            pixels[i] = (mask[i] ? 1 : 0.1f) + 0.1f * noise[i];
            (offsets[i], offsets[i + pixels.Length]) = (dx + scatter, dy - scatter);
            uncertainty[i] = mask[i] ? noise[i] : 2 + noise[i];
        }
        Image = MicroscopyImage.FromPixels(pixels, Shape);
        Labels = LabelImage.FromLabels(labels, Shape);
        Field = new EmbeddingField(offsets, uncertainty, Shape, 2 * Radius);
        Foreground = new ForegroundMask(mask, Shape);
    }

    public ImageShape Shape { get; }
    public MicroscopyImage Image { get; }
    public LabelImage Labels { get; }
    public EmbeddingField Field { get; }
    public ForegroundMask Foreground { get; }
    public RefinementInput Refinement => new(Image, Labels, 2 * Radius, Field);
}
