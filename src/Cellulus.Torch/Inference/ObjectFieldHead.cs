using TorchSharp;

namespace Cellulus.Torch;

/// <summary>The object network of a model; see <see cref="ObjectReader"/>.</summary>
internal sealed class ObjectFieldHead(ObjectNetwork objects, TorchSession session) : IFieldHead
{
    private readonly int _components = objects.Network.Layout.Architecture.Rank;
    private readonly double _unit = objects.Unit;

    public TorchNetwork Network { get; } = new(objects.Network.Layout, objects.Parameters, session);

    public FieldTraits Traits => FieldTraits.Of(objects.Metadata);

    public (torch.Tensor Offsets, torch.Tensor Uncertainty) Read(torch.Tensor features, torch.Tensor output)
    {
        torch.Tensor logits = output.select(1, _components);
        return (output.narrow(1, 0, _components).mul(_unit), logits.mul(-1).sigmoid());
    }

    public void Dispose() => Network.Dispose();
}
