namespace Cellulus;

/// <summary>How a model learns to tell its uncertainty from one pass. The defaults need nothing but images. Values are checked when
/// set.</summary>
public sealed record UncertaintyHeadOptions
{
    /// <summary>Crops to learn from. Default 48. Time grows with it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 4096.</exception>
    public int Crops { get; init => field = OptionRange.Check(value, 1, 4096); } = 48;

    /// <summary>Noisy copies of each crop, half of them with either noise value. Default 16. Time grows with it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Odd, or not 2 to 1024.</exception>
    public int Copies
    {
        get;
        init => field = value is >= 2 and <= 1024 && value % 2 == 0
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The number of noisy copies is even, 2 to 1024.");
    } = 16;

    /// <summary>Optimizer steps. Default 1500; they take a second or two.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 1,000,000.</exception>
    public int Iterations { get; init => field = OptionRange.Check(value, 1, OptionRange.MostIterations); } = 1500;

    /// <summary>Seed of everything random. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads to use at once. Default: the number of processors. The model does not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxDegreeOfParallelism { get; init => field = OptionRange.Threads(value); } = Environment.ProcessorCount;
}
