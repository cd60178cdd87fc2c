namespace Cellulus.Scenes;

/// <summary>What all scenes of a generator have in common; the rest each scene draws for itself.</summary>
public sealed record SceneOptions
{
    private const int LeastSide = 16;

    /// <summary>Extent of a scene in pixels; at least 16 x 16. Default 192 x 192.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side in the plane is below 16.</exception>
    public ImageShape Shape
    {
        get;
        init => field = Math.Min(value.Height, value.Width) >= LeastSide
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Shape), value, $"A scene is at least {LeastSide} x {LeastSide} pixels.");
    } = new(1, 192, 192);

    /// <summary>Usual diameter of an object in pixels, 4 to 1000; scenes differ from it by up to 2.5 times either way. Default
    /// 22.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 4 to 1000.</exception>
    public double Diameter
    {
        get;
        init => field = value is >= 4 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(Diameter), value, "A diameter is 4 to 1000 pixels.");
    } = 22;

    /// <summary>Channels of a scene, 1 to 3. Default <see langword="null"/>: each scene draws its own number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 3.</exception>
    public int? Channels
    {
        get;
        init => field = value is null or (>= 1 and <= 3) ? value : throw new ArgumentOutOfRangeException(nameof(Channels), value, "A scene has 1 to 3 channels.");
    }

    /// <summary>Share of the scenes without any object, 0 to 1. Default 0.1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 1.</exception>
    public double EmptyShare
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(EmptyShare), value, "A share is 0 to 1.");
    } = 0.1;
}
