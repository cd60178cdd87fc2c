namespace Cellulus;

/// <summary>A stage that needs the whole image at once was asked to work on one that is streamed. Thrown before the work starts.</summary>
public sealed class NotStreamableException : CellulusException
{
    /// <summary>Names the stage.</summary>
    /// <param name="stage">Type name of the stage.</param>
    /// <param name="reason">Why it cannot be streamed and what to do, full sentences.</param>
    public NotStreamableException(string stage, string reason) : base($"{stage} cannot work on a streamed image. {reason}") => Stage = stage;

    /// <summary>Type name of the stage.</summary>
    public string Stage { get; }
}
