using Cellulus.Testing;
using Xunit;

namespace Cellulus.Tests;

public sealed class TruthAnnotatorTests
{
    private static readonly ImageShape s_shape = new(16, 16);

    [Fact]
    public async Task The_object_under_most_of_a_find_is_drawn_and_a_find_without_one_is_marked_as_background()
    {
        LabelImage truth = Stripes("7700005555000000"), nothing = Stripes("0000000000000000");
        Segmentation[] found = [await Found("0110022220330000"), await Found("0110000000000000")];
        var person = new TruthAnnotator([truth, nothing]);
        Assert.Equal(0, person.Looks);

        person.Correct(found, [Suggested(found, 0, 2), Suggested(found, 0, 3)]);
        Assert.Equal(2, person.Looks);
        Assert.Equal("0000005555000000", Text(person.Annotations[0]));
        Assert.Equal("0000000000110000", Text(person.Background[0]));
        Assert.Equal("0000000000000000", Text(person.Annotations[1]));

        // Half of the find lies on a true object: the first that is met counts, here the object.
        person.Correct(found, [Suggested(found, 0, 1), Suggested(found, 1, 1)]);
        Assert.Equal(4, person.Looks);
        Assert.Equal("7700005555000000", Text(person.Annotations[0]));
        Assert.Equal("0110000000000000", Text(person.Background[1]));
    }

    [Fact]
    public async Task What_does_not_go_with_the_truth_is_refused()
    {
        var person = new TruthAnnotator([Stripes("7700005555000000")]);
        Segmentation found = await Found("0110000000000000");
        Assert.Throws<ArgumentException>(() => person.Correct([found, found], []));
        var other = new TruthAnnotator([LabelImage.Empty(new ImageShape(2, 2))]);
        Assert.Contains("16 x 16", Assert.Throws<ArgumentException>(() => other.Correct([found], [])).Message, StringComparison.Ordinal);
    }

    private static SuggestedAnnotation Suggested(Segmentation[] found, int image, int label) => new(image, found[image].Objects.Single(o => o.Id == label));

    /// <summary>Stripes: each row of the image is the same.</summary>
    private static LabelImage Stripes(string labels) => LabelImage.FromLabels([.. Enumerable.Repeat(labels, s_shape.Height).SelectMany(row => row.Select(c => c - '0'))], s_shape);

    private static string Text(LabelImage labels) => string.Concat(labels.Labels[..s_shape.Width].ToArray());

    private static Task<Segmentation> Found(string labels)
    {
        LabelImage found = Stripes(labels);
        return new CellSegmenter(new DetectorTests.Fixed(new DetectedObjects(found, [.. Enumerable.Repeat(0.5, found.MaxLabel)]))).SegmentAsync(MicroscopyImage.FromPixels([.. found.Labels.ToArray().Select(l => (float)l)], s_shape));
    }
}
