namespace Cellulus;

/// <summary>What mean-shift found: centres, most populated first, and the number of iterations of the slowest seed.</summary>
internal sealed record MeanShiftModes(EmbeddedPosition[] Centres, int Iterations);
