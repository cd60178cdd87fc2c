namespace Cellulus;

/// <summary>
/// Judges objects by their embeddings, without labels. Two things are asked of the pixels of an object: do they point to one
/// centre (scatter of position + offset, against what an object of the usual size would show if all its offsets were zero), and
/// are they steadier under noise than the background. Each gives a number 0 to 1; the confidence is their geometric mean.
/// </summary>
internal static class EmbeddingConfidence
{
    /// <summary>Confidence of each object.</summary>
    /// <param name="labels">Labels 1 to n on the grid of the image; the field may have another grid over the same extent.</param>
    /// <param name="field">Embeddings.</param>
    /// <param name="cancellationToken">Checked once a row.</param>
    /// <returns>One value an object, for label i at i - 1.</returns>
    public static double[] Of(LabelImage labels, EmbeddingField field, CancellationToken cancellationToken = default)
    {
        ImageShape shape = labels.Shape, grid = field.Shape;
        var objects = new Scatter[labels.MaxLabel + 1];
        int[] columns = NearestPositions(shape.Width, grid.Width);
        int[] rows = NearestPositions(shape.Height, grid.Height);
        int[] slices = NearestPositions(shape.Depth, grid.Depth);
        for (int z = 0; z < shape.Depth; z++)
            for (int y = 0; y < shape.Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<int> row = labels.Labels.Slice(shape.IndexOf(z, y, 0), shape.Width);
                for (int x = 0; x < row.Length; x++)
                    objects[row[x]].Add(field, slices[z], rows[y], columns[x]);
            }

        double background = objects[0].MeanUncertainty;
        double aimless = RadiusOfGyration(field.Components, field.ObjectDiameter);
        var confidence = new double[labels.MaxLabel];
        for (int i = 0; i < confidence.Length; i++)
        {
            Scatter o = objects[i + 1];
            double agreement = 1 - o.RootMeanSquare / aimless;
            double steadiness = background > 0 ? 1 - o.MeanUncertainty / background : 1;
            confidence[i] = Math.Sqrt(Math.Clamp(agreement, 0, 1) * Math.Clamp(steadiness, 0, 1));
        }
        return confidence;
    }

    /// <summary>Root mean square distance to the centre in a disc or ball.</summary>
    private static double RadiusOfGyration(int rank, double diameter) => Math.Sqrt(rank / (rank + 2.0)) * diameter / 2;

    private static int[] NearestPositions(int length, int gridLength)
    {
        var positions = new int[length];
        for (int i = 0; i < length; i++)
            positions[i] = Math.Min((int)((i + 0.5) * gridLength / length), gridLength - 1);
        return positions;
    }

    private struct Scatter
    {
        private int _count;
        private double _x, _y, _z, _squares, _uncertainty;

        public readonly double MeanUncertainty => _count == 0 ? 0 : _uncertainty / _count;

        public readonly double RootMeanSquare
        {
            get
            {
                double mx = _x / _count, my = _y / _count, mz = _z / _count;
                return Math.Sqrt(Math.Max(0, _squares / _count - (mx * mx + my * my + mz * mz)));
            }
        }

        public void Add(EmbeddingField field, int z, int y, int x)
        {
            int i = field.Shape.IndexOf(z, y, x);
            double ex = x + field.GetOffsets(0)[i], ey = y + field.GetOffsets(1)[i];
            double ez = field.Components == 3 ? z + field.GetOffsets(2)[i] : 0;
            _count++;
            _x += ex;
            _y += ey;
            _z += ez;
            _squares += ex * ex + ey * ey + ez * ez;
            _uncertainty += field.Uncertainty[i];
        }
    }
}
