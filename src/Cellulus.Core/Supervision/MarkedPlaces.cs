namespace Cellulus;

/// <summary>
/// Places where a person has said that there is no object, away from drawn ones: finds that were none. Crops lie about them as about drawn
/// objects;
/// else they would hardly be seen.
/// </summary>
internal static class MarkedPlaces
{
    /// <summary>The centre of each connected piece of marked background that touches no drawn object.</summary>
    /// <param name="marked">Background by a person: any label but 0; <see langword="null"/> for none.</param>
    /// <param name="drawn">What is drawn, on the same grid.</param>
    public static IReadOnlyList<PixelPosition> Of(PseudoLabels? marked, PseudoLabels drawn)
    {
        if (marked is null)
            return [];
        var said = new int[marked.Labels.Length];
        for (int i = 0; i < said.Length; i++)
            said[i] = marked.Labels[i] != 0 || drawn.Labels[i] > 0 ? 1 : 0;
        var pieces = new int[said.Length];
        var hasObject = new bool[ConnectedComponents.Label(said, drawn.Shape, diagonal: true, pieces) + 1];
        for (int i = 0; i < pieces.Length; i++)
            hasObject[pieces[i]] |= drawn.Labels[i] > 0;
        int[] places = Array.ConvertAll(pieces, piece => hasObject[piece] ? 0 : piece);
        return [.. ObjectCentres.Of(new PseudoLabels(places, drawn.Shape)).OfType<PixelPosition>()];
    }
}
