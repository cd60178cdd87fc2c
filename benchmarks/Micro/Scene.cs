using Cellulus.Testing;

namespace Cellulus.Benchmarks.Micro;

/// <summary>A simulated scene and what the stages would make of it.</summary>
internal static class Scene
{
    public static CellScene Simulate(int side) => CellSceneSimulator.Simulate(new CellSceneOptions
    {
        Shape = new ImageShape(side, side), Cells = (int)(1000.0 * side * side / (1024 * 1024)), Diameter = 22,
    });

    public static MicroscopyImage Image(int side) => Normalization.Normalize(Simulate(side).Image);

    public static EmbeddingField Field(CellScene scene) =>
        new TruthEmbeddingModel(scene.Truth, offsetNoise: 1.5).Embed(scene.Image, new EmbeddingOptions(), StageExecution.Default);

    public static ForegroundMask Foreground(CellScene scene) => new([.. scene.Truth.Labels.ToArray().Select(l => l > 0)], scene.Truth.Shape);
}
