namespace Cellulus;

/// <summary>
/// Median intensity of all pixels without label of an image larger than memory. Few images have an object that needs it, so it is found
/// when it was asked for in vain.
/// </summary>
internal sealed class StreamedBackgroundLevel(StreamedScene scene, ILabelReader labels, ContrastGeometry geometry, string name)
{
    private double? _level;
    private volatile bool _missed;

    /// <summary>Somebody asked before it was known; what he made of the answer counts for nothing.</summary>
    public bool WasMissed => _missed;

    public double Ask()
    {
        _missed |= _level is null;
        return _level ?? 0;
    }

    /// <summary>Goes through the whole image.</summary>
    public void Find(StageExecution execution)
    {
        _level = scene.Scratch.Recall(name + "-background", () => [Compute(execution)])[0];
        _missed = false;
    }

    private double Compute(StageExecution execution)
    {
        var range = new ValueRange();
        return RankSearch.Median(new BackgroundScan(scene, labels, geometry, range, execution), execution.CancellationToken) ?? range.Least;
    }

    /// <summary>The smoothed intensities of pixels without label; notes the range of all pixels on the way.</summary>
    private sealed class BackgroundScan(
        StreamedScene scene, ILabelReader labels, ContrastGeometry geometry, ValueRange range, StageExecution execution) : IValueScan
    {
        public void Visit(ValueVisitor visitor, CancellationToken cancellationToken)
        {
            for (int window = 0; window < scene.Windows.Count; window++)
            {
                GridBox core = scene.Windows[window], box = core.Inflate(geometry.SmoothingMargin, scene.Shape);
                float[] smooth = geometry.Smooth(scene.Image.ReadIntensity(box, cancellationToken), box.Shape, execution);
                int[] numbers = labels.Read(core, execution);
                GridBox inner = core.RelativeTo(box);
                int width = core.Shape.Width, count = 0;
                var background = new float[numbers.Length];
                for (int row = 0; row < core.Rows; row++)
                {
                    ReadOnlySpan<float> line = smooth.AsSpan(inner.RowStart(row, box.Shape), width);
                    range.Include(line);
                    for (int x = 0; x < width; x++)
                        if (numbers[row * width + x] == 0)
                            background[count++] = line[x];
                }
                visitor(background.AsSpan(0, count));
            }
        }
    }
}
