using System.Runtime.CompilerServices;

namespace Cellulus;

/// <summary>Sums weights per label around one pixel, where few labels meet.</summary>
internal struct LabelVotes
{
    // Sums of equal weights may differ by rounding with their order; so near they count as ties.
    private const float Tie = 1e-6f;

    private Entries _entries;
    private int _count;

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
