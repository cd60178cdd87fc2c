using System.CommandLine;
using System.Globalization;
using Cellulus.Cli.Input;

namespace Cellulus.Cli.Options;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static Option<string[]> Images()
    {
        var option = new Option<string[]>("--images")
        {
            Description = "Image files, folders or globs (PNG, TIFF).",
            HelpName = "DIR|GLOB...",
            Required = true,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        option.Validators.Add(result =>
        {
            // An option that a command does not have would be taken for one more image.
            if (result.Tokens.FirstOrDefault(t => t.Value.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
                result.AddError($"{unknown.Value} is no option of this command.");
        });
        return option;
    }

    public static Option<ChannelChoice> Channels() => new("--channels")
    {
        Description = "Channels to work on, counted from 1, such as 1 or 2,1.",
        HelpName = "N,...",
        Arity = ArgumentArity.ExactlyOne,
        DefaultValueFactory = _ => ChannelChoice.All,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (ChannelChoice.Parse(text) is { } choice)
                return choice;
            result.AddError($"--channels takes numbers of channels, counted from 1, such as 1 or 2,1, not '{text}'.");
            return ChannelChoice.All;
        },
    };

    public static Option<double?> Diameter() =>
        Positive("--diameter", "PX", "Typical object diameter in pixels of the images. Default: the model's, or estimated when training.");

    public static Option<int?> Threads() => AtLeast(1, "--threads", "N", "Threads to use. Default: all processors.");

    public static Option<ulong> Seed() => new("--seed") { Description = "Seed of everything random. Default 0.", HelpName = "S" };

    /// <summary>The memory that a command may take; see <see cref="MemoryBudget"/>.</summary>
    public static Option<long?> Memory(string description) => Number<long>("--memory", "SIZE", description, ByteSize.Parse, "a size such as 600MB or 2GiB");

    public static Option<bool> Overwrite(string description) => new("--overwrite") { Description = description };

    public static Option<bool> Resume() => new("--resume") { Description = "Go on from the checkpoint of a training that was interrupted." };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object instead of text." };

    /// <summary>A whole number with a minimum.</summary>
    public static Option<int?> AtLeast(int minimum, string name, string unit, string description) => Number<int>(
        name, unit, description,
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= minimum ? value : null,
        $"a whole number of at least {minimum}");

    /// <summary>A positive, finite number.</summary>
    public static Option<double?> Positive(string name, string unit, string description) =>
        Number<double>(name, unit, description, text => Parse(text) is { } value && value > 0 ? value : null, "a positive number");

    /// <summary>A finite number, 0 or more.</summary>
    public static Option<double?> NotNegative(string name, string unit, string description) =>
        Number<double>(name, unit, description, text => Parse(text) is { } value && value >= 0 ? value : null, "a number of at least 0");

    private static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    /// <summary>A value that is parsed from one word.</summary>
    public static Option<T?> Number<T>(string name, string unit, string description, Func<string, T?> parse, string wanted) where T : struct => new(name)
    {
        Description = description,
        HelpName = unit,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            T? value = parse(result.Tokens[0].Value);
            if (value is null)
                result.AddError($"{name} takes {wanted}, not '{result.Tokens[0].Value}'.");
            return value;
        },
    };
}
