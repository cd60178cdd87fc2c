namespace Cellulus;

/// <summary>Reports the progress of a part as progress of the whole.</summary>
internal sealed class PartialProgress(IProgress<double> whole, double from, double to) : IProgress<double>
{
    public void Report(double value) => whole.Report(from + (to - from) * Math.Clamp(value, 0, 1));
}
