namespace Cellulus.Scenes;

/// <summary>Random choices of one scene, from a stream of Philox: the same on every platform. Belongs to one thread.</summary>
internal sealed class SceneRandom(ulong seed, ulong stream)
{
    private readonly Philox _philox = new(seed, stream);

    public bool Chance(double probability) => _philox.NextDouble() < probability;

    /// <summary>Whole number from 0 to below <paramref name="bound"/>.</summary>
    public int Below(int bound) => _philox.NextInt(bound);

    /// <summary>Whole number, both ends included.</summary>
    public int Between(int least, int most) => least + _philox.NextInt(most - least + 1);

    public double Uniform(double from, double to) => from + (to - from) * _philox.NextDouble();

    /// <summary>Positive number whose logarithm is uniform.</summary>
    public double LogUniform(double from, double to) => from * DeterministicMath.Power(to / from, _philox.NextDouble());

    public double Normal() => _philox.NextNormal();

    /// <summary>Positive number with median 1 whose logarithm is normal.</summary>
    public double LogNormal(double sigma) => DeterministicMath.Exp(sigma * _philox.NextNormal());

    public double Angle() => Uniform(0, 2 * Math.PI);

    /// <summary>One of the values.</summary>
    public T Pick<T>(params ReadOnlySpan<T> values) => values[_philox.NextInt(values.Length)];

    /// <summary>Index drawn by weight.</summary>
    public int Weighted(params ReadOnlySpan<double> weights)
    {
        double total = 0;
        foreach (double weight in weights)
            total += weight;
        double at = total * _philox.NextDouble();
        for (int i = 0; i < weights.Length - 1; i++)
            if ((at -= weights[i]) < 0)
                return i;
        return weights.Length - 1;
    }

    /// <summary>Place in a grid, up to <paramref name="beyond"/> pixels outside it.</summary>
    public Place PlaceIn(ImageShape shape, double beyond = 0) => new(
        shape.Depth == 1 ? 0 : Uniform(-beyond, shape.Depth - 1 + beyond), Uniform(-beyond, shape.Height - 1 + beyond), Uniform(-beyond, shape.Width - 1 + beyond));

    /// <summary>Direction, evenly over the circle of a plane or the sphere of a volume.</summary>
    public Place Direction(bool volume)
    {
        double z = volume ? Uniform(-1, 1) : 0, angle = Angle(), r = Math.Sqrt(1 - z * z);
        return new Place(z, r * DeterministicMath.Sin(angle), r * DeterministicMath.Cos(angle));
    }
}
