using System.Collections;
using System.Globalization;
using System.Reflection;
using Xunit;

namespace Cellulus.Tests;

/// <summary>docs/options.md names every option with its default.</summary>
public sealed class OptionsDocumentTests
{
    public static TheoryData<Type> OptionTypes => [.. typeof(TrainingOptions).Assembly.GetExportedTypes().Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(OptionTypes))]
    public void Every_option_is_documented_with_its_default(Type type)
    {
        Dictionary<string, string> documented = DefaultsOf(type.Name);
        object defaults = Activator.CreateInstance(type)!;
        PropertyInfo[] options = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

        Assert.Equal(options.Select(o => o.Name).Order(), documented.Keys.Order());
        foreach (PropertyInfo option in options)
        {
            bool dependsOnTheMachine = option.Name == "MaxDegreeOfParallelism";
            Assert.Equal((option.Name, dependsOnTheMachine ? "-" : Write(option.GetValue(defaults))), (option.Name, documented[option.Name]));
        }
    }

    private static string Write(object? value) => value switch
    {
        null => "-",
        bool flag => flag ? "true" : "false",
        _ when value.GetType().Name.EndsWith("Options", StringComparison.Ordinal) => "its defaults",
        IEnumerable list and not string => string.Join(", ", list.Cast<object>().Select(Write)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Names and defaults from the table under a heading: | `Name` | unit | default | ...</summary>
    private static Dictionary<string, string> DefaultsOf(string heading) => File.ReadLines(Repository.PathOf("docs", "options.md"))
        .SkipWhile(line => line != $"## {heading}")
        .Skip(1)
        .TakeWhile(line => !line.StartsWith('#'))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1].Trim('`'), cells => cells[3]);
}
