namespace Cellulus.Cli.Input;

/// <summary>What is done with each image of a set while it is in memory.</summary>
/// <param name="See">Given each image.</param>
/// <param name="Restart">Forgets all images: they come once more, read in another way.</param>
internal sealed record ImageVisit(Action<MicroscopyImage> See, Action Restart)
{
    /// <summary>Keeps them all.</summary>
    public static ImageVisit Of(List<MicroscopyImage> images) => new(images.Add, images.Clear);
}
