using System.Globalization;
using Cellulus.Tests;
using Xunit;

namespace Cellulus.Imaging.Tests;

public class RealImagesTests
{
    [RealDataFact]
    public void Every_real_PNG_has_the_size_type_and_range_that_its_index_tells()
    {
        int count = 0;
        foreach (string set in Directory.EnumerateDirectories(RealData.Folder!))
        {
            foreach (string line in File.ReadLines(Path.Combine(set, "index.csv")).Skip(1))
            {
                // stem, shape (HxW), dtype, min, max, ...
                string[] fields = line.Split(',');
                string path = Path.Combine(set, "images", fields[0] + ".png");
                if (!File.Exists(path))
                    continue;
                StoredImage image = ImageFile.ReadStored(path);
                ChannelStatistics statistics = Assert.Single(image.GetStatistics());
                Assert.Equal(fields[1], $"{image.Shape.Height}x{image.Shape.Width}");
                Assert.Equal(fields[2], image.Type.ToString().ToLowerInvariant());
                Assert.Equal(double.Parse(fields[3], CultureInfo.InvariantCulture), statistics.Min);
                Assert.Equal(double.Parse(fields[4], CultureInfo.InvariantCulture), statistics.Max);
                count++;
            }
        }
        Assert.True(count > 0);
    }

    [RealDataFact]
    public void A_real_image_survives_writing()
    {
        foreach (string path in ImageFile.Find(Path.Combine(RealData.Set("dsb-fluo-256"), "images")).Take(5))
        {
            StoredImage image = ImageFile.ReadStored(path);
            using var stream = new MemoryStream();
            PngEncoder.Encode(stream, image);
            stream.Position = 0;
            Assert.Equal(image.Samples, PngDecoder.Decode(stream, path).Samples);
        }
    }
}
