using System.Runtime.CompilerServices;

namespace Cellulus;

/// <summary>Sums weights per label around one pixel, where few labels meet.</summary>
internal struct LabelVotes
{
    // Sums of equal weights may differ by rounding with their order; so near they count as ties.
    private const float Tie = 1e-6f;

    private Entries _entries;
    private int _count;
    private float _foreground, _background;

    public void Add(int label, float weight)
    {
        for (int i = 0; i < _count; i++)
            if (_entries[i].Label == label)
            {
                _entries[i].Weight += weight;
                return;
            }
        // More labels than this under one pixel are each too small to win a majority that means anything.
        if (_count < Entries.Length)
            _entries[_count++] = (label, weight);
    }

    /// <summary>Votes for a label as far as its pixel is an object at all; background votes for an object next to it as far as it might be
    /// part of one.</summary>
    /// <param name="label">Label; 0 for background.</param>
    /// <param name="weight">Weight of the pixel.</param>
    /// <param name="background">Probability of the pixel to be background. Labels know better where it says the opposite.</param>
    public void Add(int label, float weight, float background)
    {
        bool isObject = label != 0;
        float foreground = isObject == background < 0.5f ? 1 - background : isObject ? 1 : 0;
        _foreground += weight * foreground;
        _background += weight * (1 - foreground);
        if (isObject)
            Add(label, weight * foreground);
    }

    /// <summary>0 where background is at least as probable, else the label with the greatest weight; forgets all votes.</summary>
    public int TakeProbable()
    {
        bool isObject = _foreground > _background + Tie && _count > 0;
        (_foreground, _background) = (0, 0);
        int label = TakeWinner();
        return isObject ? label : 0;
    }

    /// <summary>The label of the greatest weight, the lower one in a tie; forgets all votes.</summary>
    public int TakeWinner()
    {
        (int label, float weight) = _entries[0];
        for (int i = 1; i < _count; i++)
        {
            (int otherLabel, float otherWeight) = _entries[i];
            if (otherWeight > weight + Tie || (otherWeight >= weight - Tie && otherLabel < label))
                (label, weight) = (otherLabel, otherWeight);
        }
        _count = 0;
        return label;
    }

    [InlineArray(Length)]
    private struct Entries
    {
        public const int Length = 16;
        private (int Label, float Weight) _first;
    }
}
