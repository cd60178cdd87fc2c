using System.CommandLine;
using System.CommandLine.Invocation;
using Cellulus.Cli.Commands;
using Cellulus.Cli.Output;

namespace Cellulus.Cli;

/// <summary>Parses the command line, runs the command, and turns failures into one line on stderr and an exit code.</summary>
internal static class Application
{
    public static async Task<int> RunAsync(string[] args)
    {
        Streams.MakeVisible();
        ParseResult parsed = CreateRoot(args).Parse(args);
        if (parsed.Action is ParseErrorAction)
            return ReportWrongUsage(parsed);

        using var interruption = new Interruption();
        // Both are done here: this tool's exit codes and messages are its own.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            return await parsed.InvokeAsync(configuration, interruption.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine("Cancelled.");
            return interruption.ExitCode;
        }
        catch (ArgumentOutOfRangeException e)
        {
            // A value that only the library could judge, such as a crop that the network cannot take.
            Console.Error.WriteLine("Error: " + ErrorMessage.Of(e));
            return ExitCode.WrongUsage;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine("Error: " + ErrorMessage.Of(e));
            return ExitCode.Failed;
        }
    }

    // A command that is named comes alone: compiling the options of all would take a fifth of a short run's time.
    private static RootCommand CreateRoot(string[] args)
    {
        var root = new RootCommand("Finds cells in microscopy images without annotations: trains on the images themselves, segments, scores and inspects.");
        (string Name, Func<Command> Create)[] commands =
        [
            ("train", TrainCommand.Create), ("train-supervised", TrainSupervisedCommand.Create), ("segment", SegmentCommand.Create),
            ("evaluate", EvaluateCommand.Create), ("info", InfoCommand.Create),
        ];
        bool named = Array.Exists(commands, c => c.Name == args.FirstOrDefault());
        foreach ((string name, Func<Command> create) in commands)
            if (!named || name == args[0])
                root.Add(create());
        return root;
    }

    private static int ReportWrongUsage(ParseResult parsed)
    {
        foreach (string message in parsed.Errors.Select(e => e.Message).Distinct())
            Console.Error.WriteLine("Error: " + string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Command command = parsed.CommandResult.Command;
        Console.Error.WriteLine($"See 'cellulus {(command is RootCommand ? "" : command.Name + " ")}--help'.");
        return ExitCode.WrongUsage;
    }
}
