using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Cellulus.Torch;

/// <summary>The loss of a star-convex network on a device; see <see cref="StarConvexLoss"/>, which says what is asked and what it
/// counts.</summary>
internal sealed class TorchStarLoss(StarExamples examples, torch.Device device)
{
    /// <summary>Outputs that are logits; the distances follow.</summary>
    private const int Logits = StarOutputs.FirstRay;

    private readonly StarConvexLoss _loss = examples.CreateLoss();
    private readonly int _outputs = examples.Layout.Architecture.Outputs, _rays = examples.Directions.Count;
    private readonly long _pixels = examples.Output.PixelCount;

    /// <summary>Sum over the targets of some crops.</summary>
    /// <param name="output">What the network says (n, output, (z,) y, x).</param>
    /// <param name="crops">The crops, n of them, as they were drawn.</param>
    public torch.Tensor Evaluate(torch.Tensor output, IReadOnlyList<StarCrop> crops)
    {
        int targets = crops.Sum(c => c.Targets.Length);
        torch.Tensor pixels = HostMemory.Upload<long>([targets], torch.ScalarType.Int64, device, values => ListPixels(crops, values));
        torch.Tensor told = HostMemory.Upload<float>([targets, 2, _outputs], torch.ScalarType.Float32, device, values => Tell(crops, values));
        torch.Tensor said = ImageBatch.ChannelsLast(output).reshape(-1, _outputs).index_select(0, pixels);
        torch.Tensor asked = told.select(1, 0), weights = told.select(1, 1);
        torch.Tensor entropy = F.binary_cross_entropy_with_logits(
            said.narrow(1, 0, Logits), asked.narrow(1, 0, Logits), weights.narrow(1, 0, Logits), torch.nn.Reduction.Sum);
        torch.Tensor errors = said.narrow(1, Logits, _rays).sub(asked.narrow(1, Logits, _rays)).abs();
        return entropy.add(errors.mul(weights.narrow(1, Logits, _rays)).sum());
    }

    // Indices among the pixels of all crops.
    private void ListPixels(IReadOnlyList<StarCrop> crops, Span<long> pixels)
    {
        int at = 0;
        for (int crop = 0; crop < crops.Count; crop++)
            foreach (StarTarget target in crops[crop].Targets)
                pixels[at++] = crop * _pixels + target.Pixel;
    }

    // What is asked of the outputs at each target, then what each of them counts; what nobody knows counts nothing.
    private void Tell(IReadOnlyList<StarCrop> crops, Span<float> told)
    {
        foreach (StarCrop crop in crops)
        {
            for (int t = 0; t < crop.Targets.Length; t++)
            {
                StarTarget target = crop.Targets[t];
                Span<float> asked = told[.._outputs], weights = told.Slice(_outputs, _outputs);
                told = told[(2 * _outputs)..];
                (asked[StarOutputs.Depth], asked[StarOutputs.Foreground]) = (target.Probability, target.IsObject ? 1 : 0);
                (weights[StarOutputs.Depth], weights[StarOutputs.Foreground]) = ((float)crop.Scale, (float)(crop.Scale * StarConvexLoss.Foreground));
                weights[Logits..].Fill((float)_loss.WeightOfDistances(target, crop.Scale));
                for (int ray = 0; ray < _rays; ray++)
                {
                    double value = _loss.Asked(target, crop.Distances[t * _rays + ray]);
                    if (double.IsNaN(value))
                        (asked[Logits + ray], weights[Logits + ray]) = (0, 0);
                    else
                        asked[Logits + ray] = (float)value;
                }
            }
        }
    }
}
