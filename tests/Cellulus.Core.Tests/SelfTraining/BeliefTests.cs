using Xunit;

namespace Cellulus.Tests;

public sealed class BeliefTests
{
    [Fact]
    public void Objects_that_became_background_by_half_are_forgotten_and_those_left_open_are_not()
    {
        Belief before = Of([1, 1, 2, 2, 3, 3, 0, -1]);
        Assert.Equal(0, before.ForgottenBy(Of([-1, -1, 5, 5, 1, 1, 0, 0])));
        Assert.Equal(1.0 / 3, before.ForgottenBy(Of([1, 1, 2, 0, 3, 3, 4, 4])), 1e-12);
        Assert.Equal(1, before.ForgottenBy(Of([0, 0, 0, 0, 0, 0, 0, 0])));
        Assert.Equal(0, Of([0, 0, -1, -1, 0, 0, 0, 0]).ForgottenBy(before));
    }

    private static Belief Of(int[] labels) =>
        new([new PseudoLabels(labels, new ImageShape(1, labels.Length))], labels.Where(label => label > 0).Distinct().Count(), 10, 1);
}
