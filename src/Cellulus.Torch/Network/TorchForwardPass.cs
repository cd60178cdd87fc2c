using Cellulus.Engine;
using TorchSharp;

namespace Cellulus.Torch;

/// <summary>Runs a network on TorchSharp where the managed engine would run it: from maps to maps.</summary>
internal sealed class TorchForwardPass(UNetLayout layout, ReadOnlySpan<float> parameters, TorchSession session) : IForwardPass, IDisposable
{
    private readonly TorchNetwork _network = new(layout, parameters, session);

    public UNetLayout Layout => layout;

    public void Forward(UNetMaps maps, CancellationToken cancellationToken, Action<int, int>? finished = null) =>
        session.Run(new StageExecution { CancellationToken = cancellationToken }, () =>
        {
            using IDisposable noGradients = torch.no_grad();
            int rank = layout.Architecture.Rank;
            (torch.Tensor features, torch.Tensor output) = _network.Forward(ImageBatch.Upload(maps.Input, rank, session.TorchDevice));
            Copy(HostMemory.Download(output), maps.Output);
            if (finished is not null)
                Tell(HostMemory.Download(features.to_type(torch.ScalarType.Float32)), maps, finished);
            return true;
        });

    public void Dispose() => _network.Dispose();

    private void Copy(ReadOnlySpan<float> planes, FeatureMap target)
    {
        for (int z = 0; z < target.Size.Depth; z++)
            for (int y = 0; y < target.Size.Height; y++)
                CopyRow(planes, layout.Architecture.Outputs, target, z, y);
    }

    private void Tell(ReadOnlySpan<float> features, UNetMaps maps, Action<int, int> finished)
    {
        for (int z = 0; z < maps.Output.Size.Depth; z++)
        {
            for (int y = 0; y < maps.Output.Size.Height; y++)
            {
                CopyRow(features, layout.Architecture.HeadFeatures, maps.Decoders[0].Result, z, y);
                finished(z, y);
            }
        }
    }

    // From order (channel, z, y, x) to channels last; the padding is left as it is, zero.
    private static void CopyRow(ReadOnlySpan<float> planes, int channels, FeatureMap target, int z, int y)
    {
        Span<float> row = target.Row(z, y);
        int pixels = (int)target.Size.PixelCount, start = target.Size.IndexOf(z, y, 0);
        for (int channel = 0; channel < channels; channel++)
            for (int x = 0; x < target.Size.Width; x++)
                row[x * target.Channels + channel] = planes[channel * pixels + start + x];
    }
}
