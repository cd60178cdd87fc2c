using Cellulus.Cli.Options;

namespace Cellulus.Cli;

/// <summary>The one line a user sees of a failure.</summary>
internal static class ErrorMessage
{
    public static string Of(Exception exception)
    {
        if (exception is AggregateException { InnerExceptions: [var only] })
            exception = only;
        // What the library and the file system report names the trouble by itself; of anything else the kind is worth knowing.
        string message = exception switch
        {
            CellulusException or IOException or UnauthorizedAccessException => exception.Message,
            ArgumentOutOfRangeException => exception.Message.Split(" (Parameter")[0],
            OutOfMemoryException => "There is not enough memory for this image; cut it into parts.",
            _ => $"Unexpected {exception.GetType().Name}: {exception.Message}",
        };
        // It is known to the tool only by which option the budget was given.
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
            if (cause is MemoryBudgetException)
                message += " The budget is that of --memory.";
        return OptionNames.Translate(message.ReplaceLineEndings(" "));
    }
}
