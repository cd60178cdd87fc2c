using System.CommandLine;
using System.Globalization;

namespace Cellulus.Benchmarks;

/// <summary>The arithmetic of the network, layer by layer, for a large image.</summary>
internal static class CostCommand
{
    private const int Side = 4096;

    public static Command Create()
    {
        var command = new Command("cost", "Prints multiply-adds a pixel of each layer.");
        command.SetAction(_ => Print());
        return command;
    }

    private static void Print()
    {
        var input = new ImageShape(Side + 16, Side + 16);
        IReadOnlyList<LayerCost> small = NetworkCost.Forward(NetworkCost.Plane(24), input), large = NetworkCost.Forward(NetworkCost.Plane(64), input);
        var table = new MarkdownTable("Layer", "24 features, by definition", "24, done", "64 features, by definition", "64, done");
        for (int i = 0; i < small.Count; i++)
            table.Add($"`{small[i].Layer.Name}`", PerPixel(small[i].Direct), PerPixel(small[i].Done), PerPixel(large[i].Direct), PerPixel(large[i].Done));
        table.Add("all", PerPixel(small.Sum(l => l.Direct)), PerPixel(small.Sum(l => l.Done)), PerPixel(large.Sum(l => l.Direct)), PerPixel(large.Sum(l => l.Done)));
    }

    private static string PerPixel(double multiplyAdds) => Math.Round(multiplyAdds / ((double)Side * Side)).ToString("#,0", CultureInfo.InvariantCulture);
}
