using Xunit;

namespace Cellulus.Tests;

public sealed class StarConvexLossTests
{
    private const int Rays = 5, Channels = Rays + 2, Pixels = 24, Stride = 8;
    private const double Unit = 7;

    [Fact]
    public void The_gradient_is_the_slope_of_the_loss()
    {
        var random = new Philox(4);
        float[] output = [.. Enumerable.Range(0, Pixels * Stride).Select(_ => (float)(2 * random.NextNormal()))];
        StarTarget[] targets = [.. Enumerable.Range(0, Pixels / 2).Select(i => new StarTarget(2 * i, i % 3 == 0 ? 0 : 0.1f + 0.9f * random.NextSingle()))];
        float[] distances = [.. Enumerable.Range(0, targets.Length * Rays).Select(i => i % 11 == 0 ? float.NaN : 20 * random.NextSingle())];
        var loss = new StarConvexLoss(Rays, Unit);
        float[] gradient = new float[Pixels * Channels];
        double value = loss.Evaluate(output, Stride, targets, distances, 0.3, gradient);

        for (int pixel = 0; pixel < Pixels; pixel++)
        {
            for (int c = 0; c < Channels; c++)
            {
                const float Step = 1.0f / 4096;
                float[] up = [.. output], down = [.. output];
                up[pixel * Stride + c] += Step;
                down[pixel * Stride + c] -= Step;
                double slope = (Loss(up) - Loss(down)) / (up[pixel * Stride + c] - down[pixel * Stride + c]);
                Assert.Equal(slope, gradient[pixel * Channels + c], 2e-3);
            }
        }
        Assert.Equal(Loss(output), value);
        Assert.True(value > 0);

        double Loss(float[] at) => loss.Evaluate(at, Stride, targets, distances, 0.3, new float[Pixels * Channels]);
    }

    [Fact]
    public void What_is_asked_for_exactly_costs_the_least()
    {
        float[] distances = [7, 14, 3.5f, float.NaN, 7], right = [900, 900, 1, 2, 0.5f, 99, 1], wrong = [900, 900, 2, 2, 0.5f, 99, 1];
        var loss = new StarConvexLoss(Rays, Unit);
        float[] gradient = new float[Channels];
        Assert.Equal(0, loss.Evaluate(right, Stride, [new StarTarget(0, 1)], distances, 1, gradient), 1e-9);
        Assert.All(gradient, g => Assert.Equal(0, g));
        // One ray of five is off by seven pixels.
        Assert.Equal(StarConvexLoss.Distance * 7 / 5, loss.Evaluate(wrong, Stride, [new StarTarget(0, 1)], distances, 1, gradient), 1e-6);
    }

    [Fact]
    public void Distances_of_the_background_are_pulled_to_nothing_and_its_logits_cost_what_they_say()
    {
        float[] gradient = new float[Channels], distances = new float[Rays];
        double loss = new StarConvexLoss(Rays, Unit).Evaluate([50, 40, 1, 1, 1, 1, -1], Stride, [new StarTarget(0, 0)], distances, 1, gradient);
        Assert.Equal(50 + StarConvexLoss.Foreground * 40 + StarConvexLoss.Background * Unit, loss, 1e-9);
        Assert.Equal([StarConvexLoss.Foreground, 1, -1], [gradient[StarOutputs.Foreground], Math.Sign(gradient[StarOutputs.FirstRay]), Math.Sign(gradient[^1])]);
    }
}
