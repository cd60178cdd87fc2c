using Spectre.Console;

namespace Cellulus.Cli.Output;

/// <summary>Progress as a bar that is redrawn in place.</summary>
internal static class TerminalProgress
{
    public static async Task<T> RunAsync<T>(string title, Func<IProgress<ProgressState>, Task<T>> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Streams.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => work(new Bar(title, console, context.AddTask(Markup.Escape(title), maxValue: 1))))
            .ConfigureAwait(false);
    }

    private sealed class Bar(string title, IAnsiConsole console, ProgressTask task) : IProgress<ProgressState>
    {
        public void Report(ProgressState value)
        {
            task.Value = value.Fraction;
            task.Description = Markup.Escape(VisibleText.Line($"{title}: {value.Detail}"));
            if (value.Warning is { } warning)
                console.WriteLine(VisibleText.Line($"Warning: {warning}"));
        }
    }
}
