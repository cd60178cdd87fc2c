namespace Cellulus.Benchmarks.Comparison;

/// <summary>
/// A way to let PyTorch take memory. By default the C library gives large blocks back to the system after each use and pays for
/// fresh pages each time; PyTorch is compared with at its best.
/// </summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Environment">Variables that choose it.</param>
internal sealed record Allocator(string Name, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly (string Name, string Path)[] s_libraries =
    [
        ("jemalloc", "/usr/lib/x86_64-linux-gnu/libjemalloc.so.2"),
        ("tcmalloc", "/usr/lib/x86_64-linux-gnu/libtcmalloc.so.4"),
        ("tcmalloc", "/usr/lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4"),
    ];

    /// <summary>Those that this machine has.</summary>
    public static IReadOnlyList<Allocator> All { get; } =
    [
        new("keeps its pages", new Dictionary<string, string>
        {
            ["MALLOC_TRIM_THRESHOLD_"] = "1099511627776", ["MALLOC_MMAP_THRESHOLD_"] = "1099511627776",
            // A newer C library refuses so large a threshold; this says the same to it.
            ["MALLOC_MMAP_MAX_"] = "0", ["MALLOC_TOP_PAD_"] = "268435456",
        }),
        new("default", new Dictionary<string, string>()),
        .. s_libraries.Where(l => File.Exists(l.Path)).Select(l => new Allocator(l.Name, new Dictionary<string, string> { ["LD_PRELOAD"] = l.Path })),
    ];
}
