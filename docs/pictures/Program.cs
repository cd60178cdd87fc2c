// Draws the pictures of the documents from simulated scenes and a model that the QuickStart sample has trained.
//
//   dotnet run -c Release --project samples/QuickStart
//   dotnet run -c Release --project docs/pictures -- quickstart-output/model.safetensors docs/images

using Cellulus;
using Cellulus.Documents;
using Cellulus.Imaging;
using Cellulus.Testing;

if (args is not [string modelPath, string folder])
{
    Console.Error.WriteLine("Usage: pictures MODEL FOLDER");
    return 2;
}

EmbeddingModel model = EmbeddingModel.Load(modelPath);

// For the method: few cells, each pixel of them large.
Stages near = await Stages.OfAsync(model, new CellSceneOptions { Shape = new ImageShape(128, 128), Cells = 12, DimShare = 0, Seed = 101 }, zoom: 3);
near.Image.Save(Path.Combine(folder, "method-input.png"));
near.Directions.Save(Path.Combine(folder, "method-offsets.png"));
near.Uncertainty.Save(Path.Combine(folder, "method-uncertainty.png"));
near.Foreground.Save(Path.Combine(folder, "method-foreground.png"));
near.Labels.Save(Path.Combine(folder, "method-labels.png"));

// For the read-me: one of the scenes that QuickStart segments.
Stages whole = await Stages.OfAsync(model, new CellSceneOptions { Seed = 16 }, zoom: 1);
Picture.Beside(
    ("image", whole.Image),
    ("direction of offsets", whole.Directions),
    ("uncertainty", whole.Uncertainty),
    ("cells", whole.Labels)).Save(Path.Combine(folder, "overview.png"));
return 0;
