using Cellulus.Imaging;
using Cellulus.Scenes;

namespace Cellulus.Pretraining;

/// <summary>Pictures of scenes side by side: the image, and beside it the same with outlines.</summary>
internal static class ContactSheet
{
    public static Picture Of(SceneGenerator generator, ulong seed, int count)
    {
        var pictures = new List<Picture>();
        for (int i = 0; i < count; i++)
        {
            Scene scene = generator.Draw(seed, (ulong)i);
            pictures.Add(Pictures.Overlay(scene.Image, scene.Truth, new PictureOptions { Zoom = 1 }));
        }
        return PictureLayout.Grid(pictures);
    }
}
