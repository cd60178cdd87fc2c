using Cellulus.Engine;
using TorchSharp;

namespace Cellulus.Torch;

/// <summary>The uncertainty head of a model, on the features of one pass; see <see cref="UncertaintyReader"/>.</summary>
internal sealed class UncertaintyFieldHead : IFieldHead
{
    private readonly UncertaintyHeadLayout _layout;
    private readonly TorchParameters _parameters;
    private readonly TorchConvolutions _convolutions;

    /// <param name="network">The network, which others may use, too; not let go of with the head.</param>
    /// <param name="head">The managed head.</param>
    /// <param name="session">Device. The head computes 32-bit floats whatever the network does: exponentials follow.</param>
    public UncertaintyFieldHead(TorchNetwork network, UncertaintyHead head, TorchSession session)
    {
        Network = network;
        _layout = head.Layout;
        _parameters = new TorchParameters([_layout.Hidden, _layout.Output], _layout.Rank, head.Parameters, session.TorchDevice);
        _convolutions = new TorchConvolutions(_parameters, torch.ScalarType.Float32, _layout.Rank);
    }

    public TorchNetwork Network { get; }

    public FieldTraits Traits => FieldTraits.OfEmbedding;

    public (torch.Tensor Offsets, torch.Tensor Uncertainty) Read(torch.Tensor features, torch.Tensor output)
    {
        torch.Tensor hidden = _convolutions.Run(_layout.Hidden, features.to_type(torch.ScalarType.Float32), rectify: true);
        torch.Tensor said = _convolutions.Run(_layout.Output, hidden, rectify: false);
        torch.Tensor logarithms = said.narrow(1, 0, _layout.Components), shifts = said.narrow(1, _layout.Components, _layout.Components);
        return (output.add(shifts), logarithms.mul(0.5).exp().sum(new long[] { 1 }));
    }

    public void Dispose() => _parameters.Dispose();
}
