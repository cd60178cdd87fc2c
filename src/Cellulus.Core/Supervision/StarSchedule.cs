namespace Cellulus;

/// <summary>
/// How long, with how large steps and on how varied crops a star-convex network is trained: this depends on what it knows before, and on
/// how much is
/// drawn that can put it right.
/// </summary>
/// <param name="Iterations">Optimizer steps.</param>
/// <param name="LearningRate">The highest.</param>
/// <param name="ChangedShare">Share of the crops whose intensities are changed.</param>
internal sealed record StarSchedule(int Iterations, double LearningRate, double ChangedShare)
{
    /// <summary>Steps in planes from random weights, and in volumes from any.</summary>
    private const int PlaneIterations = 3000, VolumeIterations = 1000;

    /// <summary>
    /// Steps in planes where the network goes on from one that has learned objects, and where as much is drawn as was found: on
    /// dsb-fluo-256 with all
    /// objects drawn, F1 / SEG were .942 / .816 after 800, .946 / .847 after 2400, .960 / .847 after 4000.
    /// </summary>
    private const int LearnedIterations = 800, MuchDrawnIterations = 4000;

    /// <summary>Highest learning rate where there is something to learn, and where there is more to keep: larger steps forget.</summary>
    private const double HighRate = 2e-3, KeepingRate = 1e-3;

    /// <summary>
    /// Share of the crops whose intensities are changed. With all of them, shapes are learned more slowly. But what an object network has
    /// learned under
    /// changes of all crops, it forgets under fewer: cells that look unlike those trained on. With all objects drawn, F1 / SEG on cells
    /// that look alike
    /// (dsb-fluo-256) and on those that do not (ctc-fluo-n2dh-sim+) were .960 / .847 and .757 / .522 with half of the crops, .952 / .845
    /// and .811 / .576
    /// with three quarters, .946 / .849 and .846 / .609 with all.
    /// </summary>
    private const double FewChanged = 0.5, MostChanged = 0.75, AllChanged = 1;

    /// <summary>The usual one.</summary>
    /// <param name="rank">2 or 3.</param>
    /// <param name="goesOn">See <see cref="StarBeginning.GoesOn"/>.</param>
    /// <param name="isMuchDrawn">Whether drawn objects are what is to be learned: see <see cref="SupervisedSet.IsMuchDrawn"/>.</param>
    public static StarSchedule For(int rank, bool goesOn, bool isMuchDrawn)
    {
        StarSchedule inPlanes = (goesOn, isMuchDrawn) switch
        {
            (false, _) => new StarSchedule(PlaneIterations, HighRate, FewChanged),
            (true, false) => new StarSchedule(LearnedIterations, KeepingRate, AllChanged),
            (true, true) => new StarSchedule(MuchDrawnIterations, HighRate, MostChanged),
        };
        return rank == 3 ? inPlanes with { Iterations = VolumeIterations } : inPlanes;
    }

    /// <summary>With what is asked for instead.</summary>
    public StarSchedule With(SupervisedTrainingOptions options) => this with
    {
        Iterations = options.Iterations ?? Iterations,
        LearningRate = options.LearningRate ?? LearningRate,
    };
}
