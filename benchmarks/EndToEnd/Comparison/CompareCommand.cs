using System.CommandLine;
using System.Globalization;

namespace Cellulus.Benchmarks.Comparison;

/// <summary>Ours and Python's, turn by turn on the same machine, so that both see the same load.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3, Description = "Turns that each takes; medians are printed." };
        var large = new Option<bool>("--large") { Description = "Also 64 features: minutes a round." };
        var command = new Command("compare", "Compares with PyTorch (training step, pass) and scikit-learn (mean-shift).") { rounds, large };
        command.SetAction(async (parsed, _) =>
        {
            if (await PythonProgram.FindAsync("torch") is { } torch)
                await PyTorchComparison.PrintAsync(torch, parsed.GetValue(rounds), parsed.GetValue(large));
            else
                Console.WriteLine("PyTorch: not on this machine (no Python 3 with torch).");
            if (await PythonProgram.FindAsync("sklearn") is { } sklearn)
                await MeanShiftComparison.PrintAsync(sklearn, parsed.GetValue(rounds));
            else
                Console.WriteLine("scikit-learn: not on this machine (no Python 3 with sklearn).");
        });
        return command;
    }

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
