using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cellulus;
using Cellulus.Imaging;
using Cellulus.Testing;

CellScene scene = CellSceneSimulator.Simulate(new CellSceneOptions { Shape = new ImageShape(96, 96), Cells = 4 });
var training = new TrainingOptions { Iterations = 2, Features = 4, HeadFeatures = 8, CropSize = 44, BatchSize = 1, ObjectDiameter = 24 };
EmbeddingModel model = await new EmbeddingTrainer().TrainAsync([scene.Image], training);
model.Save("model.safetensors");

var segmenter = new CellSegmenter(EmbeddingModel.Load("model.safetensors"));
Segmentation result = await segmenter.SegmentAsync(scene.Image, new SegmentationOptions { Passes = 1, KeepEmbedding = true });
Segmentation onePass = await segmenter.SegmentAsync(scene.Image, new SegmentationOptions { KeepEmbedding = true });
ImageFile.WriteLabels("cells.tif", result.Labels);
Console.WriteLine($"labels {ImageFile.ReadLabels("cells.tif").Shape}");

var truth = new CellSegmenter(new TruthEmbeddingModel(scene.Truth), refiners: [new SizeFilter()]);
Segmentation perfect = await truth.SegmentAsync(scene.Image);
Console.WriteLine($"cells {SegmentationScorer.Score(perfect.Labels, scene.Truth).TruePositives} of {scene.Truth.MaxLabel}");

byte[] everything =
[
    .. File.ReadAllBytes("model.safetensors"), .. MemoryMarshal.AsBytes(result.Embedding!.Uncertainty), .. MemoryMarshal.AsBytes(result.Labels.Labels),
    .. MemoryMarshal.AsBytes(onePass.Embedding!.Uncertainty), .. MemoryMarshal.AsBytes(onePass.Embedding.GetOffsets(0)),
];
Console.WriteLine($"bits {Convert.ToHexString(SHA256.HashData(everything))}");
