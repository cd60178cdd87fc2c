namespace Cellulus;

/// <summary>Finds, without labels, where between background and object the border of an object lies.</summary>
internal static class BorderLevelSearch
{
    private const double Least = 0.15, Most = 0.6, Step = 0.05;

    /// <summary>
    /// The share of the contrast at which the gradient of the image, averaged along the border cut there, is greatest; the
    /// lower of equal ones. A border inside a texture or out in the background runs through flat parts, the true one through
    /// the edge.
    /// </summary>
    /// <param name="around">The object.</param>
    /// <param name="background">Intensity around it.</param>
    /// <param name="contrast">Its level less the background, above 0.</param>
    public static double Steepest(ObjectNeighbourhood around, double background, double contrast)
    {
        double best = Least, steepest = -1;
        int steps = (int)Math.Round((Most - Least) / Step);
        for (int i = 0; i <= steps; i++)
        {
            double fraction = Least + i * Step;
            if (around.Cut((float)(background + fraction * contrast)) && around.BorderGradient() is var gradient && gradient > steepest)
                (best, steepest) = (fraction, gradient);
        }
        return best;
    }
}
