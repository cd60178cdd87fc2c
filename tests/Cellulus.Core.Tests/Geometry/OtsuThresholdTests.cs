using Cellulus.Tests;
using Xunit;

namespace Cellulus.Core.Tests;

public class OtsuThresholdTests
{
    [Theory, InlineData("uniform"), InlineData("bimodal"), InlineData("ints"), InlineData("const")]
    public void Thresholds_are_those_of_scikit_image(string name)
    {
        NpzFile golden = NpzFile.Open("otsu.npz");
        Assert.Equal(golden["t_" + name].Scalar(), OtsuThreshold.Compute<double>(golden["x_" + name].Doubles()), 1e-12);
    }

    [Fact]
    public void Floats_are_thresholded_as_doubles()
    {
        NpzFile golden = NpzFile.Open("otsu.npz");
        Assert.Equal(golden["t_f32"].Scalar(), OtsuThreshold.Compute<float>(golden["x_f32"].Floats()), 1e-7);
    }
}
