using Cellulus;
using Cellulus.Imaging;

Segmentation cells = await new CellSegmenter().SegmentAsync(ImageFile.Read("photo.png"));
ImageFile.WriteLabels("cells.tif", cells.Labels);
Console.WriteLine($"{cells.Objects.Count} cells");
