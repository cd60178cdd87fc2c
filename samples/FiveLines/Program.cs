using Cellulus;
using Cellulus.Imaging;

MicroscopyImage[] images = [.. ImageFile.Find("photos").Select(path => ImageFile.Read(path))];
EmbeddingModel model = await new EmbeddingTrainer().TrainAsync(images, progress: new ConsoleProgress());
Segmentation cells = await new CellSegmenter(model).SegmentAsync(images[0]);
ImageFile.WriteLabels("cells.tif", cells.Labels);
Console.WriteLine($"{cells.Objects.Count} cells");
