using System.Globalization;
using Cellulus.Imaging;
using Cellulus.Tests;
using Xunit;
using static Cellulus.Imaging.Tests.TiffTestImages;

namespace Cellulus.Imaging.Tests;

public sealed class TiffRealDataTests
{
    [RealDataFact]
    public void Every_image_has_the_shape_and_range_of_its_index()
    {
        int images = 0;
        foreach ((string set, string[] row) in Index())
        {
            string path = Path.Combine(RealData.Set(set), "images", row[0] + ".tif");
            if (!File.Exists(path))
                continue;
            images++;
            StoredImage image = DecodeFile(path);
            int[] shape = [.. row[1].Split('x').Select(e => int.Parse(e, CultureInfo.InvariantCulture))];
            bool volume = set.StartsWith("3d-", StringComparison.Ordinal);
            Assert.Equal(volume ? new ImageShape(shape[0], shape[1], shape[2]) : new ImageShape(shape[1], shape[2]), image.Shape);
            Assert.Equal(volume ? 1 : shape[0], image.Channels);
            ushort[] samples = Samples<ushort>(image);
            Assert.Equal((row[3], row[4]), (Text(samples.Min()), Text(samples.Max())));
        }
        Assert.True(images >= 27);
    }

    [RealDataFact]
    public void Every_label_image_has_the_objects_of_its_index()
    {
        int images = 0;
        foreach ((string set, string[] row) in Index())
        {
            StoredImage image = DecodeFile(Path.Combine(RealData.Set(set), "labels", row[0] + ".tif"));
            images++;
            Assert.Equal((1, 1), (image.Channels, image.Frames));
            Assert.Equal(set.StartsWith("3d-", StringComparison.Ordinal), image.Shape.Rank == 3);
            Assert.Equal(row[5], Text(Samples<ushort>(image).Max()));
        }
        Assert.True(images >= 187);
    }

    // Columns: stem, shape, dtype, min, max, objects.
    private static IEnumerable<(string Set, string[] Row)> Index() =>
        from folder in Directory.GetDirectories(RealData.Folder!).Order(StringComparer.Ordinal)
        where File.Exists(Path.Combine(folder, "index.csv"))
        from line in File.ReadLines(Path.Combine(folder, "index.csv")).Skip(1)
        select (Path.GetFileName(folder), line.Split(','));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
