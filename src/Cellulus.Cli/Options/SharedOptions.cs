using System.CommandLine;
using System.CommandLine.Parsing;

namespace Cellulus.Cli.Options;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static Option<string[]> Images() => new("--images")
    {
        Description = "Image files, folders or globs (PNG, TIFF).",
        HelpName = "DIR|GLOB...",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<double?> Diameter() => Positive(new Option<double?>("--diameter")
    {
        Description = "Typical object diameter in pixels of the images. Default: the model's, or estimated when training.",
        HelpName = "PX",
    });

    public static Option<int?> Threads() => AtLeast(1, new Option<int?>("--threads") { Description = "Threads to use. Default: all processors.", HelpName = "N" });

    public static Option<ulong> Seed() => new("--seed") { Description = "Seed of everything random. Default 0.", HelpName = "S" };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object instead of text." };

    /// <summary>Refuses values below a minimum as wrong usage.</summary>
    public static Option<int?> AtLeast(int minimum, Option<int?> option) =>
        Validated(option, v => v >= minimum, $"{option.Name} must be at least {minimum}.");

    /// <summary>Refuses values that are not positive and finite as wrong usage.</summary>
    public static Option<double?> Positive(Option<double?> option) =>
        Validated(option, v => v is > 0 and < double.PositiveInfinity, $"{option.Name} must be a positive number.");

    private static Option<T?> Validated<T>(Option<T?> option, Func<T, bool> isValid, string message) where T : struct
    {
        option.Validators.Add(result =>
        {
            // A value that cannot be parsed is an error already.
            if (result.Tokens.Count == 1 && !result.Errors.Any() && TryGet(result, out T value) && !isValid(value))
                result.AddError(message);
        });
        return option;
    }

    private static bool TryGet<T>(OptionResult result, out T value) where T : struct
    {
        try
        {
            T? parsed = result.GetValueOrDefault<T?>();
            value = parsed.GetValueOrDefault();
            return parsed.HasValue;
        }
        catch (InvalidOperationException)
        {
            value = default;
            return false;
        }
    }
}
