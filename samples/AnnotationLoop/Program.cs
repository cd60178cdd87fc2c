// Segments without labels, lets a person correct the objects that the model is least sure of, trains on the corrections and on what was
// found, and
// segments again. The truth of simulated scenes stands in for the person.
//
//   dotnet run -c Release --project samples/AnnotationLoop

using Cellulus;
using Cellulus.Testing;

const int Rounds = 2, ObjectsARound = 12;

CellScene[] scenes = [.. Enumerable.Range(0, 12).Select(i => CellSceneSimulator.Simulate(new CellSceneOptions { Seed = (ulong)i }))];
CellScene[] unseen = [.. Enumerable.Range(100, 4).Select(i => CellSceneSimulator.Simulate(new CellSceneOptions { Seed = (ulong)i }))];

try
{
    // A taste: a few minutes on two cores. The defaults are 800 steps, three times 500 for self-training, and 800.
    Console.WriteLine($"Training on {scenes.Length} images, without labels.");
    EmbeddingModel start = await new EmbeddingTrainer().TrainAsync([.. scenes.Select(s => s.Image)], new TrainingOptions
    {
        Iterations = 160, SelfTraining = new SelfTrainingOptions { Iterations = 200, Rounds = 1 },
    });
    var segmenter = new CellSegmenter(start);
    await ScoreAsync("without labels");

    var person = new TruthAnnotator([.. scenes.Select(s => s.Truth)]);
    Segmentation[] found = await SegmentAsync(scenes);
    Segmentation[] latest = found;
    for (int round = 1; round <= Rounds; round++)
    {
        person.Correct(latest, latest.SuggestAnnotations(ObjectsARound, person.Annotations));
        LabelImage[] drawn = person.Annotations, background = person.Background;
        SupervisedImage[] known =
        [
            .. scenes.Select((scene, i) => new SupervisedImage(scene.Image)
            {
                Annotations = drawn[i], Background = background[i], Predictions = found[i].Labels,
            }),
        ];
        StarConvexModel model = await new StarConvexTrainer().TrainAsync(known, new SupervisedTrainingOptions { Start = start, Iterations = 500 });
        segmenter = new CellSegmenter(model); // the one line that a host changes
        await ScoreAsync($"{person.Looks} objects looked at");
        latest = await SegmentAsync(scenes);
    }
    return 0;

    async Task<Segmentation[]> SegmentAsync(CellScene[] images)
    {
        var results = new Segmentation[images.Length];
        for (int i = 0; i < images.Length; i++)
            results[i] = await segmenter.SegmentAsync(images[i].Image);
        return results;
    }

    async Task ScoreAsync(string what)
    {
        SegmentationScore score = SegmentationScorer.Pool((await SegmentAsync(unseen)).Select((s, i) => SegmentationScorer.Score(s.Labels, unseen[i].Truth)));
        Console.WriteLine($"{what}: F1 {score.F1:0.000}, SEG {score.Seg:0.000} on images that were not trained on");
    }
}
catch (CellulusException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
