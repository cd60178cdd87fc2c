namespace Cellulus;

/// <summary><see cref="ObjectEvidence"/> of the objects of an image larger than memory.</summary>
internal static class StreamedEvidence
{
    /// <summary>Confidence of each object, for label i at i - 1.</summary>
    public static double[] Confidence(StreamedScene scene, ILabelReader labels, StageExecution execution) => EmbeddingConfidence.Of(
        ObjectEvidence.Gather(LabelRows.Of(scene, labels, execution), scene.Field.HasBorders, ObjectEvidence.RimOf(scene.ObjectDiameter)),
        scene.Shape, scene.ObjectDiameter, scene.Field.HasBorders, scene.Field.TypicalConfidence);
}
