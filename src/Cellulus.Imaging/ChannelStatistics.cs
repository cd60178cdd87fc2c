namespace Cellulus.Imaging;

/// <summary>Statistics of the stored values of one channel, over all frames.</summary>
/// <param name="Min">Smallest value; NaN if the channel holds a NaN.</param>
/// <param name="Max">Largest value; NaN if the channel holds a NaN.</param>
/// <param name="Mean">Mean; NaN if the channel holds a NaN.</param>
public readonly record struct ChannelStatistics(double Min, double Max, double Mean);
