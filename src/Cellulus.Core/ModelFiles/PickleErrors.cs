namespace Cellulus;

/// <summary>The two ways in which the pickle of a checkpoint is turned down.</summary>
internal static class PickleErrors
{
    /// <summary>The pickle is sound but asks for more than tensors, numbers and text.</summary>
    public static ModelFileException Refused(string path, string what) =>
        new(path, $"the checkpoint {what}. It was not loaded and nothing in it was executed. Save the model's state_dict() alone.");

    /// <summary>The pickle contradicts itself.</summary>
    public static ModelFileException Damaged(string path, string what) =>
        new(path, $"the checkpoint is damaged: its pickle has {what}. Copy or save it again.");
}
