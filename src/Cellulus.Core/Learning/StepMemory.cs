using Cellulus.Engine;

namespace Cellulus;

/// <summary>What the steps of a training hold, in bytes, whatever the network learns.</summary>
/// <param name="Parameters">Weights, once. The optimizer holds two moments more.</param>
/// <param name="Kernels">Weights as the kernels read them.</param>
/// <param name="Gradients">Gradients of a batch.</param>
/// <param name="Crops">Crops at a time.</param>
/// <param name="Maps">Feature maps, their gradients and buffers of so many crops.</param>
internal sealed record StepMemory(long Parameters, long Kernels, long Gradients, int Crops, long Maps)
{
    /// <summary>Works it out. Takes next to none itself.</summary>
    /// <param name="layout">The network.</param>
    /// <param name="crop">Extent of a crop.</param>
    /// <param name="batchSize">Crops a step.</param>
    /// <param name="threads">Threads to use at once; no more than there are processors are.</param>
    public static StepMemory Of(UNetLayout layout, ImageShape crop, int batchSize, int threads)
    {
        UNet? network = null;
        long kernels = BufferPlan.BytesOf(() => network = new UNet(layout, GemmKernels.Best, training: true));
        long maps = BufferPlan.BytesOf(() => new UNetMaps(layout, crop, training: true)) + BufferPlan.BytesOf(network!.CreateScratch);
        long parameters = layout.ParameterCount * (long)sizeof(float);
        int crops = Math.Min(Math.Min(threads, Environment.ProcessorCount), batchSize);
        return new StepMemory(parameters, kernels, batchSize * parameters, crops, crops * maps);
    }
}
