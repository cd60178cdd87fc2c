namespace Cellulus.Scenes;

/// <summary>A drawn image and the truth behind it.</summary>
/// <param name="Image">Recorded values, 0 to 60000; one to three channels.</param>
/// <param name="Truth">Objects numbered 1 to n; where objects overlap, the upper one.</param>
/// <param name="Diameter">Diameter that its objects were drawn with, in pixels; also of a scene without any, for the ground's sake.</param>
public sealed record Scene(MicroscopyImage Image, LabelImage Truth, double Diameter)
{
    /// <summary>Distance of each pixel from the border of its object, 1 at the farthest; see <see cref="BorderDepth"/>.</summary>
    internal float[] Depths { get; init; } = [];
}
