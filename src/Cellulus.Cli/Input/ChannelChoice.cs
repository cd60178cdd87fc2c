using System.Globalization;
using System.Text.Json.Nodes;

namespace Cellulus.Cli.Input;

/// <summary>Which channels of each image a command works on.</summary>
/// <param name="Numbers">Channels in the order asked for, counted from 1 as viewers do; <see langword="null"/> for all.</param>
internal sealed record ChannelChoice(IReadOnlyList<int>? Numbers)
{
    /// <summary>All channels.</summary>
    public static ChannelChoice All { get; } = new((IReadOnlyList<int>?)null);

    /// <summary>Reads a list such as 1 or 2,1; <see langword="null"/> if it is none.</summary>
    public static ChannelChoice? Parse(string text)
    {
        var numbers = new List<int>();
        foreach (string part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1 || numbers.Contains(number))
                return null;
            numbers.Add(number);
        }
        return new ChannelChoice(numbers);
    }

    /// <summary>Channels that remain of so many.</summary>
    /// <exception cref="InvalidImageException">There are fewer than asked for.</exception>
    public int CountOf(int channels)
    {
        if (Numbers?.Max() > channels)
            throw new InvalidImageException($"The image has {channels} channel(s); --channels asks for number {Numbers.Max()}, counted from 1.");
        return Numbers?.Count ?? channels;
    }

    /// <summary>These channels of an image in memory.</summary>
    /// <exception cref="InvalidImageException">It has fewer than asked for.</exception>
    public MicroscopyImage Of(MicroscopyImage image)
    {
        CountOf(image.Channels);
        return Indices is { } indices ? image.SelectChannels(indices) : image;
    }

    /// <summary>These channels of an image that is read by regions.</summary>
    /// <exception cref="InvalidImageException">It has fewer than asked for.</exception>
    public IImageSource Of(IImageSource source)
    {
        CountOf(source.Channels);
        return Indices is { } indices ? new SelectedChannels(source, indices) : source;
    }

    /// <summary>As typed; all without numbers. Help prints the default by it.</summary>
    public override string ToString() => Numbers is null ? "all" : string.Join(',', Numbers);

    /// <summary>For reports.</summary>
    public JsonArray? ToJson() => Numbers is null ? null : new JsonArray([.. Numbers.Select(n => JsonValue.Create(n))]);

    private int[]? Indices => Numbers is null ? null : [.. Numbers.Select(n => n - 1)];
}
