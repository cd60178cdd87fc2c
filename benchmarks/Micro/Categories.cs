namespace Cellulus.Benchmarks.Micro;

/// <summary>What a benchmark is about, for <c>--anyCategories</c>.</summary>
internal static class Categories
{
    public const string Kernels = nameof(Kernels);
    public const string Network = nameof(Network);
    public const string Segmentation = nameof(Segmentation);
    public const string Files = nameof(Files);
}
