namespace Cellulus;

/// <summary>The learning rate over the run: constant, divided by ten after each of some shares (paper section 4).</summary>
internal static class LearningRateSchedule
{
    /// <param name="options">Start value and shares.</param>
    /// <param name="share">Finished share of the run, 0 to 1.</param>
    public static double At(TrainingOptions options, double share)
    {
        double rate = options.LearningRate;
        foreach (double drop in options.LearningRateDrops)
            if (share >= drop)
                rate /= 10;
        return rate;
    }
}
