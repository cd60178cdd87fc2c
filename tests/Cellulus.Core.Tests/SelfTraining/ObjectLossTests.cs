using Xunit;

namespace Cellulus.Tests;

public sealed class ObjectLossTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_gradient_is_the_slope_of_the_loss(int components)
    {
        const int Pixels = 40;
        int outputs = components + 1, stride = 8;
        var random = new Philox(4);
        float[] output = new float[Pixels * stride];
        for (int i = 0; i < output.Length; i++)
            output[i] = (float)(2 * random.NextNormal());
        ObjectTarget[] targets = [.. Enumerable.Range(0, Pixels / 2).Select(i => new ObjectTarget(
            2 * i, i % 3 > 0, 0.5f + random.NextSingle(), new PixelPosition(random.NextNormal(), random.NextNormal(), random.NextNormal()), 2 * random.NextSingle()))];
        var loss = new ObjectLoss(components);
        float[] gradient = new float[Pixels * outputs];
        double value = loss.Evaluate(output, stride, targets, 0.3, gradient);

        for (int pixel = 0; pixel < Pixels; pixel++)
        {
            for (int c = 0; c < outputs; c++)
            {
                const float Step = 1.0f / 1024;
                float[] up = [.. output], down = [.. output];
                up[pixel * stride + c] += Step;
                down[pixel * stride + c] -= Step;
                double slope = (Loss(up) - Loss(down)) / (up[pixel * stride + c] - down[pixel * stride + c]);
                Assert.Equal(slope, gradient[pixel * outputs + c], 2e-3);
            }
        }
        Assert.Equal(Loss(output), value);
        Assert.True(value > 0);

        double Loss(float[] at) => loss.Evaluate(at, stride, targets, 0.3, new float[Pixels * outputs]);
    }

    [Fact]
    public void Pixels_that_are_not_asked_for_and_offsets_of_the_background_have_no_gradient()
    {
        float[] gradient = new float[9];
        new ObjectLoss(2).Evaluate([1, 2, 3, 4, 5, 6, 7, 8, 9], 3, [new ObjectTarget(1, false, 1)], 1, gradient);
        Assert.Equal([0, 0, 0, 0, 0], gradient[..5]);
        Assert.True(gradient[5] > 0);
        Assert.Equal([0, 0, 0], gradient[6..]);
    }

    [Fact]
    public void What_is_right_beyond_doubt_costs_nothing_and_what_is_wrong_costs_its_logit()
    {
        float[] gradient = new float[3];
        var right = new ObjectTarget(0, true, 1, new PixelPosition(0.25, -0.5), 1);
        Assert.Equal(0, new ObjectLoss(2).Evaluate([0.25f, -0.5f, 900], 3, [right], 1, gradient), 1e-9);
        Assert.Equal([0, 0, 0], gradient);
        Assert.Equal(900, new ObjectLoss(2).Evaluate([0.25f, -0.5f, -900], 3, [right], 1, gradient), 1e-9);
        Assert.Equal(-1, gradient[2]);
    }
}
