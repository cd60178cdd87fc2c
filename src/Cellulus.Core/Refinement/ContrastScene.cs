using System.Collections.Concurrent;

namespace Cellulus;

/// <summary>What all objects of an image, or of a part of it, share while each is looked at with what lies around it. Lengths in
/// px.</summary>
internal sealed class ContrastScene
{
    private int _sign = 1;

    /// <summary>A scene of an image or a part.</summary>
    /// <param name="intensity">One value a pixel.</param>
    /// <param name="labels">Labels 1 to n.</param>
    /// <param name="shape">Extent.</param>
    /// <param name="geometry">Lengths.</param>
    /// <param name="noise">Noise of one pixel of the whole image, before smoothing.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <param name="background">Background of the whole image; <see langword="null"/> when this is the whole.</param>
    public ContrastScene(
        float[] intensity, int[] labels, ImageShape shape, ContrastGeometry geometry, double noise, StageExecution execution, Func<double>? background = null)
    {
        (Shape, Labels, Geometry) = (shape, labels, geometry);
        Intensity = geometry.Smooth(intensity, shape, execution);
        Coarse = geometry.SmoothAgain(Intensity, shape, execution);
        Noise = noise * geometry.NoiseLeft;
        CoarseNoise = noise * geometry.CoarseNoiseLeft;
        var own = new Lazy<double>(MedianOfBackground);
        Func<double> level = background ?? (() => own.Value);
        Background = () => _sign * level();
    }

    public ImageShape Shape { get; }

    /// <summary>Labels 1 to n.</summary>
    public int[] Labels { get; }

    public ContrastGeometry Geometry { get; }

    /// <summary>Smoothed intensities.</summary>
    public float[] Intensity { get; }

    /// <summary>Intensities smoothed twice as far.</summary>
    public float[] Coarse { get; }

    /// <summary>Standard deviation of the noise of <see cref="Intensity"/>.</summary>
    public double Noise { get; }

    /// <summary>Standard deviation of the noise of <see cref="Coarse"/>.</summary>
    public double CoarseNoise { get; }

    /// <summary>Median of all pixels without label; where there is none, the least intensity. Seldom needed.</summary>
    public Func<double> Background { get; }

    /// <summary>What the typical object has by its border beyond the background; <see langword="null"/> while that is not known.</summary>
    public double? TypicalRim { get; set; }

    public double Reach => Geometry.Reach;

    public double RingWidth => Geometry.RingWidth;

    /// <summary>Does something with each object that is wanted, several at once.</summary>
    /// <param name="count">Labels are 1 to this.</param>
    /// <param name="isWanted">Whether that of label o + 1 is.</param>
    /// <param name="execution">Threads, cancellation.</param>
    /// <param name="work">Takes memory of the thread for what lies around the object, the object's box, and o.</param>
    public void ForEachObject(int count, Predicate<int> isWanted, StageExecution execution, Action<ObjectNeighbourhood, GridBox, int> work)
    {
        GridBox[] boxes = ObjectBoxes.Find(Labels, Shape, count);
        var workspaces = new ConcurrentBag<ObjectNeighbourhood>();
        ParallelWork.For(count, execution, o =>
        {
            if (!isWanted(o) || boxes[o].IsEmpty)
                return;
            if (!workspaces.TryTake(out ObjectNeighbourhood? workspace))
                workspace = new ObjectNeighbourhood(this);
            work(workspace, boxes[o], o);
            workspaces.Add(workspace);
        });
    }

    /// <summary>Makes dark bright, so that dark objects can be treated as bright ones.</summary>
    public void Invert()
    {
        _sign = -_sign;
        System.Numerics.Tensors.TensorPrimitives.Negate(Intensity, Intensity);
        System.Numerics.Tensors.TensorPrimitives.Negate(Coarse, Coarse);
    }

    // Of the intensities as they came: a median of negated values may be another pixel's.
    private double MedianOfBackground()
    {
        var background = new List<float>();
        for (int i = 0; i < Labels.Length; i++)
            if (Labels[i] == 0)
                background.Add(_sign * Intensity[i]);
        return background.Count > 0
            ? OrderStatistics.Percentile(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(background), 0.5)
            : _sign > 0 ? System.Numerics.Tensors.TensorPrimitives.Min<float>(Intensity) : -System.Numerics.Tensors.TensorPrimitives.Max<float>(Intensity);
    }
}
