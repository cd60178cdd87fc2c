namespace Cellulus.Engine;

/// <summary>Zeroed floats that start at a cache line and never move, so that a register load never straddles two lines.</summary>
internal sealed class AlignedBuffer
{
    private const int LineFloats = 16;
    private readonly float[] _array;
    private readonly int _start;

    public unsafe AlignedBuffer(int length)
    {
        Length = length;
        if (BufferPlan.Current is { } plan)
        {
            plan.Add((length + (long)LineFloats) * sizeof(float));
            _array = [];
            return;
        }
        _array = GC.AllocateArray<float>(checked(length + LineFloats), pinned: true);
        fixed (float* first = _array)
            _start = (int)((LineFloats - ((nint)first / sizeof(float)) % LineFloats) % LineFloats);
    }

    public int Length { get; }

    public Span<float> Span => _array.AsSpan(_start, Length);
}
