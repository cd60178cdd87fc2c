// Trains on a GPU (or on libtorch's CPU engine), reads what OpenCV reads, writes labels and overlays. No annotation is needed.
//
//   dotnet run -c Release --project samples/TorchTraining -p:TorchRuntime=cuda-windows -- IMAGES [OUTPUT [DEVICE [ITERATIONS]]]
//
// TorchRuntime is cpu (default), cuda-windows or cuda-linux; docs/gpu.md says what each brings. DEVICE is auto, cpu, cuda or cuda:1.

using System.Globalization;
using Cellulus;
using Cellulus.Imaging;
using Cellulus.OpenCv;
using Cellulus.Torch;

if (args.Length is < 1 or > 4)
{
    Console.Error.WriteLine("Usage: TorchTraining IMAGES [OUTPUT [DEVICE [ITERATIONS]]]");
    return 2;
}
try
{
    string output = args.Length > 1 ? args[1] : "torch-output";
    var torch = new TorchOptions { Device = args.Length > 2 ? args[2] : "auto" };
    var training = new TrainingOptions { Iterations = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : null };

    string[] files = [.. Directory.EnumerateFiles(args[0]).Order(StringComparer.Ordinal)];
    MicroscopyImage[] images = [.. files.Select(file => OpenCvImageFile.Read(file))];
    Console.WriteLine($"Training on {images.Length} images, devices here: {string.Join(", ", TorchDevices.Find())}.");

    using TorchEmbeddingModel model = await new TorchEmbeddingTrainer(torch).TrainAsync(images, training, new ConsoleProgress());
    model.Save(Path.Combine(output, "model.safetensors"));

    // The managed engine would do as well: new CellSegmenter(model.Model).
    var segmenter = new CellSegmenter(model);
    for (int i = 0; i < images.Length; i++)
    {
        Segmentation cells = await segmenter.SegmentAsync(images[i]);
        string name = Path.GetFileNameWithoutExtension(files[i]);
        ImageFile.WriteLabels(Path.Combine(output, name + ".tif"), cells.Labels);
        OpenCvPictures.Overlay(images[i], cells.Labels).Save(Path.Combine(output, name + "-overlay.png"));
        Console.WriteLine($"{name}: {cells.Objects.Count} cells");
    }
    Console.WriteLine($"Computed on {model.Device}. Labels, pictures and the model: {Path.GetFullPath(output)}");
    return 0;
}
catch (Exception e) when (e is CellulusException or ArgumentException or FormatException or IOException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
