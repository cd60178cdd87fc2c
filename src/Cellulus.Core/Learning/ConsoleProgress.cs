using System.Globalization;

namespace Cellulus;

/// <summary>Says on the console how far a training is: a line for every five per cent of the whole work, and one for each
/// warning.</summary>
public sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    private const double Step = 0.05;

    private readonly TextWriter _writer;
    private readonly Lock _writing = new();
    private double _next;

    /// <summary>Progress in a place of your choice.</summary>
    /// <param name="writer">Where the lines go; <see langword="null"/> for standard output.</param>
    public ConsoleProgress(TextWriter? writer = null) => _writer = writer ?? Console.Out;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_writing)
        {
            if (value.Warning is { } warning)
                _writer.WriteLine($"Warning: {warning}");
            if (value.Fraction < _next)
                return;
            _next = Math.Min(1, Step * (Math.Floor(value.Fraction / Step) + 1));
            if (value.Fraction >= 1)
                _next = double.PositiveInfinity;
            _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Training: {100 * value.Fraction:0} %, {value}"));
        }
    }
}
