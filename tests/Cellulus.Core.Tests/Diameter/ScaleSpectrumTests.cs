using Xunit;

namespace Cellulus.Tests;

public sealed class ScaleSpectrumTests
{
    [Fact]
    public void What_covers_most_is_the_peak_however_many_small_blobs_there_are() =>
        Assert.Equal(32, ScaleSpectrum.Of([.. Blobs(20, 32), .. Blobs(100, 8)], 2).PeakDiameter!.Value, 4.0);

    [Fact]
    public void A_few_blobs_as_large_as_the_image_are_no_objects()
    {
        Blob[] cells = [.. Blobs(20, 16)];
        ScaleSpectrum spectrum = ScaleSpectrum.Of([.. cells, .. Blobs(3, 200)], 2);
        Assert.Equal(ScaleSpectrum.Of(cells, 2).Peak, spectrum.Peak);
        Assert.Equal(0, spectrum.ShareAt(200));
        Assert.Null(ScaleSpectrum.Of([.. Blobs(3, 16)], 2).PeakDiameter);
    }

    [Fact]
    public void Images_are_added_up()
    {
        ScaleSpectrum small = ScaleSpectrum.Of([.. Blobs(50, 8)], 2), large = ScaleSpectrum.Of([.. Blobs(5, 32)], 2);
        var sum = ScaleSpectrum.Sum([small, large]);
        // Number without the three spared, times area to the power 0.8.
        double ofSmall = 47 * Math.Pow(8, 1.6), ofLarge = 2 * Math.Pow(32, 1.6);
        Assert.Equal(ofSmall, sum.Peak, 1e-6 * ofSmall);
        Assert.Equal(ofLarge / ofSmall, sum.ShareAt(32), 1e-6);
    }

    [Fact]
    public void The_survey_takes_the_median_of_the_size_that_explains_most_and_tells_of_others_that_explain_half_as_much()
    {
        BlobPopulation population = BlobPopulation.Select([.. Blobs(15, 32), .. Blobs(60, 16, 5000), .. Blobs(90, 5, 9000)], 2);
        DiameterSurvey survey = DiameterSurvey.Of([population]);
        Assert.Equal(16, survey.Diameter);
        Assert.Equal([32], survey.Others);
    }

    private static IEnumerable<Blob> Blobs(int count, float diameter, float from = 0) =>
        Enumerable.Range(0, count).Select(i => new Blob(from + i * 300, 0, 0, diameter, 1));
}
