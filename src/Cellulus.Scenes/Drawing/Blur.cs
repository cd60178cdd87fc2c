namespace Cellulus.Scenes;

/// <summary>Gaussian blur on one thread: scenes are drawn side by side.</summary>
internal static class Blur
{
    private static readonly StageExecution s_oneThread = new() { MaxDegreeOfParallelism = 1 };

    /// <summary>Below this nothing would change.</summary>
    private const double Least = 0.2;

    public static float[] Of(float[] values, ImageShape shape, double sigma) =>
        sigma < Least ? (float[])values.Clone() : GaussianFilter.Smooth<float>(values, shape, sigma, s_oneThread);
}
