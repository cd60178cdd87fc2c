using Cellulus.Engine;

namespace Cellulus;

/// <summary>Runs a star-convex network over an image, tile by tile, and collects what it proposes.</summary>
internal sealed class CandidatePass
{
    /// <summary>Longest distance that is believed, in units of the network: two and a half object diameters, farther than the network
    /// sees.</summary>
    private const float LongestDistance = 5;

    /// <summary>A pixel of an object is at least so far from its border.</summary>
    private const float ShortestDistance = 0.5f;

    private readonly ITilePass _pass;
    private readonly RayDirections _directions;
    private readonly float _unit, _leastLogit;
    private readonly ImageWindow _image;
    private readonly ImageShape _shape;
    private readonly StageExecution _execution;
    private readonly NetworkTiles _tiles;
    private readonly StarField _field;

    /// <param name="pass">Runs the network; its outputs are <see cref="StarOutputs"/>.</param>
    /// <param name="directions">The rays.</param>
    /// <param name="unit">Pixels of a distance of 1.</param>
    /// <param name="image">Normalised and rescaled.</param>
    /// <param name="leastProbability">Least probability of a candidate.</param>
    /// <param name="tileSide">Largest side of a tile.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    public CandidatePass(
        ITilePass pass, RayDirections directions, double unit, MicroscopyImage image, double leastProbability, int tileSide, StageExecution execution)
    {
        (_pass, _directions, _unit, _execution) = (pass, directions, (float)unit, execution);
        _leastLogit = (float)Math.Log(leastProbability / (1 - leastProbability));
        _image = ImageWindow.Of(image);
        _shape = image.Shape;
        _field = new StarField(directions, unit, _shape);
        _tiles = new NetworkTiles(pass.Architecture, GridBox.Of(_shape), tileSide);
    }

    public StarCandidates Run()
    {
        var found = new Proposals[_tiles.Count];
        _pass.Run(_image, _tiles, _execution, (tile, output) =>
        {
            found[tile] = Collect(_tiles.Inside(tile), output);
            _field.Add(_tiles.Inside(tile), output);
        });
        return new StarCandidates(
            [.. found.SelectMany(f => f.Centres)], [.. found.SelectMany(f => f.Scores)], [.. found.SelectMany(f => f.Distances)], _shape, _directions)
        {
            Field = _field,
        };
    }

    // Tiles begin at even places, so a cell of two pixels a side never lies in two of them.
    private Proposals Collect(GridBox inside, FeatureMap output)
    {
        var proposals = new Proposals([], [], []);
        ImageShape size = inside.Shape;
        for (int z = 0; z < size.Depth; z += 2)
            for (int y = 0; y < size.Height; y += 2)
                for (int x = 0; x < size.Width; x += 2)
                    AddBest(inside, output, (z, y, x), proposals);
        return proposals;
    }

    private void AddBest(GridBox inside, FeatureMap output, (int Z, int Y, int X) cell, Proposals proposals)
    {
        ImageShape size = inside.Shape;
        float best = float.NegativeInfinity;
        (int Z, int Y, int X) at = default;
        for (int z = cell.Z; z < Math.Min(cell.Z + 2, size.Depth); z++)
            for (int y = cell.Y; y < Math.Min(cell.Y + 2, size.Height); y++)
            {
                ReadOnlySpan<float> row = output.Row(z, y);
                for (int x = cell.X; x < Math.Min(cell.X + 2, size.Width); x++)
                    if (row[x * output.Channels + StarOutputs.Depth] > best)
                        (best, at) = (row[x * output.Channels + StarOutputs.Depth], (z, y, x));
            }
        if (!(best >= _leastLogit))
            return;
        proposals.Centres.Add(_shape.IndexOf(inside.Z0 + at.Z, inside.Y0 + at.Y, inside.X0 + at.X));
        proposals.Scores.Add((float)(1 / (1 + DeterministicMath.Exp(-best))));
        foreach (float distance in output.Row(at.Z, at.Y).Slice(at.X * output.Channels + StarOutputs.FirstRay, _directions.Count))
            proposals.Distances.Add(Math.Clamp(_unit * distance, ShortestDistance, _unit * LongestDistance));
    }

    private sealed record Proposals(List<int> Centres, List<float> Scores, List<float> Distances);
}
