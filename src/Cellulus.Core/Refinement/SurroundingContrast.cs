using MathNet.Numerics.Statistics;

namespace Cellulus;

/// <summary>
/// How much objects differ in intensity from the background left and right of them, and how much squares of the background as large as an
/// object do.
/// Rows must come in the order (z, y), all of them.
/// </summary>
internal sealed class SurroundingContrast
{
    /// <summary>Width of what is looked at on either side, and side of a square, in object diameters: a square as large as a
    /// disc.</summary>
    private const double Flank = 0.25, Square = 0.886;

    /// <summary>Share of what is looked at beside an object that is background; among other objects, it says little.</summary>
    private const double LeastFree = 0.7;

    /// <summary>Squares that tell how uneven the background is.</summary>
    private const int FewestSquares = 20;

    private readonly ImageShape _shape;
    private readonly int _flank, _side;
    private readonly Sums[] _objects, _squares; // squares of the current rows, half a side apart
    private readonly double[] _before; // intensity of a row up to a column
    private readonly int[] _labelled;
    private readonly List<double> _contrasts = [];

    /// <param name="shape">Extent of the image.</param>
    /// <param name="maxLabel">Largest label.</param>
    /// <param name="objectDiameter">Typical object diameter in pixels.</param>
    public SurroundingContrast(ImageShape shape, int maxLabel, double objectDiameter)
    {
        _shape = shape;
        _flank = Math.Max(1, (int)Math.Round(Flank * objectDiameter));
        _side = Math.Max(2, (int)Math.Round(Square * objectDiameter));
        _objects = new Sums[maxLabel + 1];
        _squares = new Sums[Math.Max(0, (shape.Width - _side - 2 * _flank) / (_side / 2) + 1)];
        (_before, _labelled) = (new double[shape.Width + 1], new int[shape.Width + 1]);
    }

    /// <summary>Standard deviation of the contrast of background squares; none where hardly any square is free of objects.</summary>
    public double? BackgroundDeviation => _contrasts.Count < FewestSquares ? null : SecondDifference.DeviationPerMad * _contrasts.Median();

    /// <summary>Contrast of an object; infinite where others lie beside it, so that it cannot be judged.</summary>
    public double Of(int label) => _objects[label].IsFree ? _objects[label].Contrast : double.PositiveInfinity;

    /// <summary>Adds a row.</summary>
    public void AddRow(int y, ReadOnlySpan<int> labels, ReadOnlySpan<float> intensity)
    {
        for (int x = 0; x < labels.Length; x++)
            if (labels[x] > 0)
                _objects[labels[x]].AddInside(intensity[x]);
        for (int x = 0, label = 0, left = 0; x < labels.Length; x++)
            AddBeside(labels[x], intensity[x], ref label, ref left);
        for (int x = labels.Length - 1, label = 0, left = 0; x >= 0; x--)
            AddBeside(labels[x], intensity[x], ref label, ref left);
        AddToSquares(y, labels, intensity);
    }

    private void AddBeside(int here, float intensity, ref int label, ref int left)
    {
        if (left == _flank && here != label)
            _objects[label].AddEnd(_flank);
        else if (here == label && left > 0 && left < _flank)
            _objects[label].AddEnd(-left); // The rest lies beyond a dent of the object itself.
        if (here > 0)
            (label, left) = (here, _flank);
        else if (left-- > 0)
            _objects[label].AddBeside(intensity, 1);
    }

    private void AddToSquares(int y, ReadOnlySpan<int> labels, ReadOnlySpan<float> intensity)
    {
        for (int x = 0; x < labels.Length; x++)
            (_before[x + 1], _labelled[x + 1]) = (_before[x] + intensity[x], _labelled[x] + (labels[x] > 0 ? 1 : 0));
        for (int s = 0; s < _squares.Length; s++)
        {
            int start = s * (_side / 2), from = start + _flank, to = from + _side, end = to + _flank;
            ref Sums square = ref _squares[s];
            square.IsTouched |= _labelled[end] > _labelled[start];
            square.AddInside(_before[to] - _before[from], _side);
            square.AddBeside(_before[from] - _before[start] + _before[end] - _before[to], 2 * _flank);
        }
        if ((y + 1) % _side == 0)
            _contrasts.AddRange(_squares.Where(s => !s.IsTouched).Select(s => s.Contrast));
        if ((y + 1) % _side == 0 || y + 1 == _shape.Height)
            Array.Clear(_squares);
    }

    private struct Sums
    {
        private double _inside, _beside;
        private long _insideCount, _besideCount, _most;

        public bool IsTouched { get; set; }

        public readonly bool IsFree => _besideCount > 0 && _besideCount >= LeastFree * _most;

        public readonly double Contrast => Math.Abs(_inside / _insideCount - _beside / _besideCount);

        public void AddInside(double sum, int count = 1) => (_inside, _insideCount) = (_inside + sum, _insideCount + count);

        public void AddBeside(double sum, int count) => (_beside, _besideCount) = (_beside + sum, _besideCount + count);

        /// <summary>Pixels that would be looked at beyond one end of a row if nothing else were there.</summary>
        public void AddEnd(int most) => _most += most;
    }
}
