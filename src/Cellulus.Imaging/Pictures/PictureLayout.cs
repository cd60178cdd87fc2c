namespace Cellulus.Imaging;

/// <summary>Puts pictures together on one dark sheet.</summary>
internal static class PictureLayout
{
    private const int Gap = 8;
    private const int TextScale = 2;
    private const int TitleHeight = Gap + TextScale * PixelFont.Height;

    /// <summary>Titled pictures in a row.</summary>
    public static Picture Beside(IReadOnlyList<(string Title, Picture Picture)> pictures)
    {
        if (pictures.Count == 0)
            throw new ArgumentException("At least one picture is needed.", nameof(pictures));
        var canvas = new Canvas(pictures.Sum(p => p.Picture.Width + (long)Gap) + Gap, pictures.Max(p => p.Picture.Height) + TitleHeight + 2L * Gap);
        int x = Gap;
        foreach ((string title, Picture picture) in pictures)
        {
            canvas.Write(title, x, Gap, TextScale, picture.Width);
            canvas.Place(picture, x, TitleHeight + Gap);
            x += picture.Width + Gap;
        }
        return canvas.ToPicture();
    }

    /// <summary>Pictures of one size in reading order, as square as their number allows; a single one stays as it is.</summary>
    public static Picture Grid(IReadOnlyList<Picture> pictures)
    {
        if (pictures is [Picture single])
            return single;
        int columns = Columns(pictures.Count), rows = (pictures.Count + columns - 1) / columns;
        const int GridGap = 2;
        int stepX = pictures[0].Width + GridGap, stepY = pictures[0].Height + GridGap;
        var canvas = new Canvas((long)columns * stepX - GridGap, (long)rows * stepY - GridGap);
        for (int i = 0; i < pictures.Count; i++)
            canvas.Place(pictures[i], i % columns * stepX, i / columns * stepY);
        return canvas.ToPicture();
    }

    /// <summary>Columns of a grid of so many pictures.</summary>
    public static int Columns(int count) => (int)Math.Ceiling(Math.Sqrt(count));
}
