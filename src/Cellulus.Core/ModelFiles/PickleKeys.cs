namespace Cellulus;

/// <summary>
/// Compares what a pickle numbers or names its values by. Numbers are hashed with a secret of the process: their usual hash is the number
/// itself, so
/// that whoever writes a file could let all of them collide.
/// </summary>
internal sealed class PickleKeys : IEqualityComparer<object>, IEqualityComparer<uint>
{
    public static readonly PickleKeys Instance = new();

    bool IEqualityComparer<object>.Equals(object? a, object? b) => object.Equals(a, b);

    // HashCode mixes in the secret, but takes a long by its usual hash: its halves are given one by one.
    int IEqualityComparer<object>.GetHashCode(object key) => key is long number ? HashCode.Combine((int)number, (int)(number >> 32)) : key.GetHashCode();

    bool IEqualityComparer<uint>.Equals(uint a, uint b) => a == b;

    int IEqualityComparer<uint>.GetHashCode(uint key) => HashCode.Combine(key);
}
