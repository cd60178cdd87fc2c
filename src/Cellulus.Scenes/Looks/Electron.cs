namespace Cellulus.Scenes;

/// <summary>Electron microscopy: grey matter with texture everywhere; objects end at a membrane, or in a thick ring as of myelin.</summary>
internal sealed class Electron : ILook
{
    private static readonly StageExecution s_oneThread = new() { MaxDegreeOfParallelism = 1 };

    public float[][] Draw(SceneRandom random, SceneObjects objects, SceneTraits traits)
    {
        ImageShape shape = objects.Shape;
        float[] outside = SmoothNoise.MultiScale(random, shape), inside = SmoothNoise.MultiScale(random, shape), spread = new float[objects.Count + 1];
        int[] distance = DistanceTransform.SquaredToFalse(Array.ConvertAll(objects.Labels, l => l == 0), shape, s_oneThread);
        bool myelin = random.Chance(0.6);
        double ring = myelin ? random.Uniform(0.08, 0.3) * traits.Diameter : random.Uniform(0.7, 1.6), dark = random.Uniform(0.6, 1.2);
        double level = random.Uniform(-0.3, 0.6), mottled = random.Uniform(0.05, 0.35), clear = random.Uniform(0.02, 0.2), variation = random.Uniform(0, 0.2);
        for (int i = 1; i < spread.Length; i++)
            spread[i] = (float)(variation * random.Normal());
        var values = new float[outside.Length];
        for (int i = 0; i < values.Length; i++)
        {
            bool isObject = objects.Labels[i] > 0;
            bool onRing = isObject ? !myelin && objects.Depth[i] * traits.Diameter / 2 < ring : distance[i] < ring * ring;
            values[i] = (float)((onRing ? -dark : 0) + (isObject ? level + spread[objects.Labels[i]] + clear * inside[i] : mottled * outside[i]));
        }
        if (random.Chance(0.3))
            values = Array.ConvertAll(values, v => -v);
        return Channels.Copies(random, values, traits);
    }
}
