namespace Cellulus;

/// <summary>Some of many images, spread evenly over the list.</summary>
internal static class EvenSample
{
    /// <summary>Images that tell what is typical of what a model finds; more would hardly tell more.</summary>
    public const int Looks = 16;

    /// <summary>Indices of the images to look at, rising.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="most">How many to look at, at most.</param>
    public static int[] Of(int count, int most)
    {
        int looks = Math.Min(count, most);
        return [.. Enumerable.Range(0, looks).Select(look => (int)((long)look * count / looks))];
    }
}
