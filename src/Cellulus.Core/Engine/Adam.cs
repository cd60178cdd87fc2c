using System.Numerics;
using System.Runtime.InteropServices;

namespace Cellulus.Engine;

/// <summary>
/// Adam with L2 decay added to the gradient (Kingma and Ba 2015; not the decoupled variant), betas 0.9 and 0.999, epsilon 1e-8.
/// </summary>
internal sealed class Adam
{
    private const double Beta1Exact = 0.9, Beta2Exact = 0.999;
    private const float Beta1 = (float)Beta1Exact, Beta2 = (float)Beta2Exact, Epsilon = 1e-8f;

    public Adam(int parameters)
    {
        Mean = new float[parameters];
        Square = new float[parameters];
    }

    /// <summary>Steps taken.</summary>
    public int Steps { get; set; }

    /// <summary>Running mean of the gradient.</summary>
    public float[] Mean { get; }

    /// <summary>Running mean of the squared gradient.</summary>
    public float[] Square { get; }

    /// <summary>Moves the parameters against the gradient.</summary>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate, double weightDecay)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(parameters.Length, Mean.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(gradient.Length, Mean.Length);
        Steps++;
        float stepSize = (float)(learningRate / (1 - DeterministicMath.Power(Beta1Exact, Steps)));
        float rootCorrection = (float)Math.Sqrt(1 - DeterministicMath.Power(Beta2Exact, Steps));
        float decay = (float)weightDecay;

        int vectors = parameters.Length - parameters.Length % Vector<float>.Count;
        Span<Vector<float>> p = MemoryMarshal.Cast<float, Vector<float>>(parameters[..vectors]);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradient[..vectors]);
        Span<Vector<float>> m = MemoryMarshal.Cast<float, Vector<float>>(Mean.AsSpan(0, vectors));
        Span<Vector<float>> v = MemoryMarshal.Cast<float, Vector<float>>(Square.AsSpan(0, vectors));
        var epsilon = new Vector<float>(Epsilon);
        for (int i = 0; i < p.Length; i++)
        {
            Vector<float> grad = g[i] + decay * p[i];
            m[i] = Beta1 * m[i] + (1 - Beta1) * grad;
            v[i] = Beta2 * v[i] + (1 - Beta2) * (grad * grad);
            p[i] -= stepSize * m[i] / (Vector.SquareRoot(v[i]) / rootCorrection + epsilon);
        }
        for (int i = vectors; i < parameters.Length; i++)
        {
            float grad = gradient[i] + decay * parameters[i];
            Mean[i] = Beta1 * Mean[i] + (1 - Beta1) * grad;
            Square[i] = Beta2 * Square[i] + (1 - Beta2) * (grad * grad);
            parameters[i] -= stepSize * Mean[i] / (MathF.Sqrt(Square[i]) / rootCorrection + Epsilon);
        }
    }
}
