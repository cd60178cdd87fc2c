using Cellulus.Engine;
using TorchSharp;

namespace Cellulus.Torch;

/// <summary>Images of one extent on their way to a device. Filled as the managed engine's maps are: what draws crops and noise is the same
/// code.</summary>
internal sealed class ImageBatch
{
    private readonly FeatureMap[] _maps;
    private readonly int _rank;

    /// <param name="count">Images at most.</param>
    /// <param name="size">Their extent.</param>
    /// <param name="channels">Their channels.</param>
    /// <param name="rank">2 or 3.</param>
    public ImageBatch(int count, ImageShape size, int channels, int rank)
    {
        _maps = [.. Enumerable.Range(0, count).Select(_ => new FeatureMap(size, channels))];
        _rank = rank;
    }

    /// <summary>One of the images, to be filled, channels last.</summary>
    public FeatureMap this[int image] => _maps[image];

    /// <summary>The first images as a tensor (n, channel, (z,) y, x).</summary>
    public torch.Tensor Upload(int count, torch.Device device) => Upload(_maps.AsSpan(0, count).ToArray(), _rank, device);

    /// <summary>One image as a tensor (1, channel, (z,) y, x).</summary>
    public static torch.Tensor Upload(FeatureMap image, int rank, torch.Device device) => Upload([image], rank, device);

    /// <summary>Maps (n, channel, (z,) y, x) as (n, (z,) y, x, channel), the order of the managed engine's.</summary>
    public static torch.Tensor ChannelsLast(torch.Tensor maps) => maps.shape.Length == 5 ? maps.permute(0, 2, 3, 4, 1) : maps.permute(0, 2, 3, 1);

    private static torch.Tensor Upload(FeatureMap[] maps, int rank, torch.Device device)
    {
        ImageShape size = maps[0].Size;
        long[] shape = rank == 3
            ? [maps.Length, size.Depth, size.Height, size.Width, maps[0].Channels]
            : [maps.Length, size.Height, size.Width, maps[0].Channels];
        torch.Tensor channelsLast = HostMemory.Upload<float>(shape, torch.ScalarType.Float32, device, values =>
        {
            for (int i = 0; i < maps.Length; i++)
                maps[i].Values.CopyTo(values[(i * maps[i].Values.Length)..]);
        });
        return (rank == 3 ? channelsLast.permute(0, 4, 1, 2, 3) : channelsLast.permute(0, 3, 1, 2)).contiguous();
    }
}
