namespace Cellulus.Scenes;

/// <summary>What all parts of a scene agree on.</summary>
/// <param name="Channels">1 to 3.</param>
/// <param name="Diameter">Typical diameter in pixels.</param>
/// <param name="Noise">Standard deviation of the camera's noise, in contrasts of a usual object.</param>
internal sealed record SceneTraits(int Channels, double Diameter, double Noise);
