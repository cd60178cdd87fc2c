namespace Cellulus;

/// <summary>
/// Works on images side by side. One small image keeps few threads busy, since each stage waits for the one before; a large one keeps them
/// busy by
/// itself, and several of them would take much memory.
/// </summary>
internal static class SideBySide
{
    private const long MostPixels = 1 << 22;

    /// <summary>Images that are worked on at the same moment.</summary>
    /// <param name="images">Images there are, one at least.</param>
    /// <param name="largest">Pixels of the largest, on the finest grid it is worked on.</param>
    /// <param name="threads">Threads there are.</param>
    public static int CountOf(int images, long largest, int threads) => (int)Math.Clamp(MostPixels / largest, 1, Math.Min(threads, images));

    /// <summary>Does the same with each image. Threads that are left over help within images.</summary>
    /// <param name="images">Numbers of the images.</param>
    /// <param name="largest">Pixels of the largest, on the finest grid it is worked on.</param>
    /// <param name="execution">Threads, progress, cancellation.</param>
    /// <param name="work">Is given the number of an image and how to run.</param>
    /// <returns>What came of each, in the order given.</returns>
    public static T[] Each<T>(IReadOnlyList<int> images, long largest, StageExecution execution, Func<int, StageExecution, T> work)
    {
        int threads = execution.MaxDegreeOfParallelism, atOnce = CountOf(images.Count, largest, threads);
        StageExecution inner = execution with { MaxDegreeOfParallelism = (threads + atOnce - 1) / atOnce, Progress = null };
        var results = new T[images.Count];
        ParallelWork.ForWithProgress(images.Count, execution with { MaxDegreeOfParallelism = atOnce }, i => results[i] = work(images[i], inner));
        return results;
    }
}
