namespace Cellulus.Scenes;

/// <summary>Looks without colour that a camera records several times.</summary>
internal static class Channels
{
    /// <summary>The same values in each channel, with a gain of its own.</summary>
    public static float[][] Copies(SceneRandom random, float[] values, SceneTraits traits) =>
        [.. Enumerable.Range(0, traits.Channels).Select(c => c == 0 ? values : Array.ConvertAll(values, Scaled((float)random.Uniform(0.5, 1))))];

    private static Converter<float, float> Scaled(float gain) => value => gain * value;
}
