namespace Cellulus;

/// <summary>The learning rate of short trainings: rises along a line, then falls along a cubic that differs from half a cosine by about 1
/// %.</summary>
internal static class WarmedLearningRate
{
    private const double WarmUp = 0.05;

    /// <param name="highest">Highest rate.</param>
    /// <param name="share">Finished share of the run, 0 to 1.</param>
    public static double At(double highest, double share)
    {
        if (share < WarmUp)
            return highest * share / WarmUp;
        double t = (share - WarmUp) / (1 - WarmUp);
        return highest * (1 - t * t * (3 - 2 * t));
    }
}
