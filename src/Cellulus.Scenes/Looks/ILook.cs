namespace Cellulus.Scenes;

/// <summary>A modality: how objects appear before ground, optics and camera.</summary>
internal interface ILook
{
    /// <summary>Draws objects on an even ground of 0; their contrast is about 1.</summary>
    /// <param name="random">Drawn from.</param>
    /// <param name="objects">Objects.</param>
    /// <param name="traits">What the scene has in common.</param>
    /// <returns>Values of each channel.</returns>
    float[][] Draw(SceneRandom random, SceneObjects objects, SceneTraits traits);
}
