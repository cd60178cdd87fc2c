namespace Cellulus.Scenes;

/// <summary>Something that images show and that is no object.</summary>
internal interface IGround
{
    /// <summary>Draws it.</summary>
    /// <param name="random">Drawn from.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="diameter">Diameter of a typical object in pixels.</param>
    /// <param name="layer">Added to; 1 is the contrast of a usual object.</param>
    void Draw(SceneRandom random, ImageShape shape, double diameter, float[] layer);
}
