using System.CommandLine;
using System.Globalization;
using Cellulus;
using Cellulus.Imaging;
using Cellulus.Pretraining;
using Cellulus.Scenes;

// Teaches a network by drawn scenes alone, and shows such scenes. No real image is read.
var root = new RootCommand("Trains the bundled model on drawn scenes.");
var output = new Option<DirectoryInfo>("--output") { Required = true, Description = "Folder of the checkpoint and the model." };
var steps = new Option<int>("--steps") { DefaultValueFactory = _ => 20000, Description = "Steps to have finished at the end." };
var threads = new Option<int>("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount };
var volumes = new Option<bool>("--volumes") { Description = "The model of volumes instead of that of planes." };
var train = new Command("train", "Trains, or goes on from the checkpoint in the folder.") { output, steps, threads, volumes };
train.SetAction((result, cancellation) => Task.Run(
    () =>
    {
        string folder = result.GetRequiredValue(output).FullName;
        Directory.CreateDirectory(folder);
        var run = new PretrainingRun(result.GetValue(volumes) ? PretrainingPlan.Volumes : PretrainingPlan.Planes, Path.Combine(folder, "checkpoint.safetensors"));
        var execution = new StageExecution { MaxDegreeOfParallelism = result.GetValue(threads), CancellationToken = cancellation };
        run.Run(result.GetValue(steps), every: 100, execution, (done, loss, seconds) =>
        {
            run.Model.Save(Path.Combine(folder, "model.safetensors"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss} step {done}, loss {loss:0.0000}, {seconds:0.000} s a step"));
        });
    },
    cancellation));

var file = new Option<FileInfo>("--file") { Required = true, Description = "PNG to write." };
var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 7 };
var side = new Option<int>("--side") { DefaultValueFactory = _ => 124 };
var diameter = new Option<double>("--diameter") { DefaultValueFactory = _ => 12 };
var count = new Option<int>("--scenes") { DefaultValueFactory = _ => 64 };
var sheet = new Command("sheet", "Draws a contact sheet of scenes with the outlines of their objects.") { file, seed, side, diameter, count };
sheet.SetAction(result =>
{
    int extent = result.GetValue(side);
    var generator = new SceneGenerator(new SceneOptions { Shape = new ImageShape(1, extent, extent), Diameter = result.GetValue(diameter) });
    ContactSheet.Of(generator, result.GetValue(seed), result.GetValue(count)).Save(result.GetRequiredValue(file).FullName);
});

root.Add(train);
root.Add(sheet);
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
