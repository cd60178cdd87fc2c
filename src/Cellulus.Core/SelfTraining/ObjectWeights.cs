namespace Cellulus;

/// <summary>What a pixel of an object and one of the background count in the loss.</summary>
/// <param name="Object">Weight of an object's pixel.</param>
/// <param name="Background">Weight of a background pixel.</param>
internal readonly record struct ObjectWeights(float Object, float Background)
{
    /// <summary>Rare pixels count more, by the root of how rare they are: evened out, but not wholly, and 4 at most.</summary>
    public static ObjectWeights Of(IReadOnlyList<LabelledImage> images)
    {
        double objects = images.Sum(i => i.ObjectPixels), background = images.Sum(i => i.BackgroundPixels), all = objects + background;
        return new ObjectWeights(Weight(objects), Weight(background));

        float Weight(double pixels) => pixels == 0 ? 1 : (float)Math.Min(4, Math.Sqrt(0.5 * all / pixels));
    }
}
