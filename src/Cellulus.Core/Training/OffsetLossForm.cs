namespace Cellulus;

/// <summary>How the distance d between two embeddings becomes a loss. Both damp far pairs, which belong to different objects.</summary>
public enum OffsetLossForm
{
    /// <summary>1 - exp(-d^2 / tau), as the reference implementation computes it.</summary>
    Exponential,

    /// <summary>1 / (1 + exp(-d^2 / tau)), as the paper prints it (equation 4).</summary>
    Sigmoid,
}
