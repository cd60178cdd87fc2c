namespace Cellulus.Torch;

/// <summary>Where and how TorchSharp computes. The defaults take the first GPU if there is one. Values are checked when set.</summary>
public sealed record TorchOptions
{
    /// <summary>"auto" (the first CUDA device, else the CPU), "cpu", "cuda", or "cuda:1" for the second one. Default "auto".</summary>
    /// <exception cref="ArgumentException">The text is none of these. Whether the device is there shows when it is used.</exception>
    public string Device
    {
        get;
        init => field = DeviceName.Parse(value).ToString();
    } = DeviceName.Automatic;

    /// <summary>Numbers that the network is computed with. Default <see cref="TorchPrecision.Single"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such precision.</exception>
    public TorchPrecision Precision
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such precision.");
    }

    /// <summary>
    /// Crops, tiles or noisy passes that are computed at once. Memory on the device grows with it; a cancellation is heard between
    /// batches. Default <see langword="null"/>: 1 on the CPU, 16 on a GPU.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 1024.</exception>
    public int? BatchSize
    {
        get;
        init => field = value is null or (>= 1 and <= 1024)
            ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A batch is 1 to 1024.");
    }
}
