using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Cellulus.Tests;

/// <summary>docs/model-file.md names the fields and tensors that a model file has.</summary>
public sealed partial class ModelFileDocumentTests
{
    private static readonly ModelMetadata Metadata = new()
    {
        Rank = 2, Channels = 1, Features = 4, FeatureFactor = 3, HeadFeatures = 8, ObjectDiameter = 30, WorkingDiameter = 24,
    };

    [Fact]
    public void Every_field_of_the_metadata_is_documented_in_its_order()
    {
        using JsonDocument json = JsonDocument.Parse(Metadata.ToJson());

        Assert.Equal(json.RootElement.EnumerateObject().Select(field => field.Name), FirstCells("## Metadata"));
    }

    [Fact]
    public void Every_weight_is_documented_in_its_order()
    {
        var layout = new Engine.UNetLayout(Metadata.Architecture);

        Assert.Equal(layout.Layers.Select(layer => $"{layer.Name}.weight"), FirstCells("## Tensors"));
    }

    [Fact]
    public void Every_weight_of_the_uncertainty_head_is_documented()
    {
        var layout = new Engine.UncertaintyHeadLayout(Metadata.Architecture);

        Assert.Equal([$"{layout.Hidden.Name}.weight", $"{layout.Output.Name}.weight"], FirstCells("## The uncertainty head"));
    }

    [Fact]
    public void Every_field_of_a_star_convex_model_is_documented_in_its_order()
    {
        using JsonDocument json = JsonDocument.Parse(StarConvexFile.ToJson(SupervisionScenes.Untrained(2).Metadata with { FewestChannels = 1 }));

        Assert.Equal(json.RootElement.EnumerateObject().Select(field => field.Name), FirstCells("## Star-convex models"));
    }

    /// <summary>First cells of the table under a heading: | `name` | ...</summary>
    private static IEnumerable<string> FirstCells(string heading) => File.ReadLines(Repository.PathOf("docs", "model-file.md"))
        .SkipWhile(line => line != heading)
        .Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Select(line => Row().Match(line))
        .Where(match => match.Success)
        .Select(match => match.Groups[1].Value);

    [GeneratedRegex("^\\| `([^`]+)` \\|")]
    private static partial Regex Row();
}
