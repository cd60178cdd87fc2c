namespace Cellulus.Engine;

/// <summary>Runs a network forward. Any number of threads may, each with its own maps.</summary>
internal interface IForwardPass
{
    UNetLayout Layout { get; }

    /// <summary>Computes <see cref="UNetMaps.Output"/> from <see cref="UNetMaps.Input"/>.</summary>
    /// <param name="maps">Maps of the calling thread.</param>
    /// <param name="cancellationToken">Checked at every row.</param>
    /// <param name="finished">Hears of each row (z, y) of the output while the features it was made from are still there.</param>
    void Forward(UNetMaps maps, CancellationToken cancellationToken, Action<int, int>? finished = null);
}
