namespace Cellulus.Testing;

/// <summary>Streams of the generator, so that one setting of a scene can change without redrawing the rest.</summary>
internal static class SceneStreams
{
    public const ulong Placement = 0;
    public const ulong Brightness = 1;
    public const ulong Illumination = 2;
    public const ulong Texture = 100;
    public const ulong Camera = 200;
}
