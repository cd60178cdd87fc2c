namespace Cellulus;

/// <summary>Checks what refiners that look at intensities are given.</summary>
internal static class RefinementChecks
{
    /// <exception cref="ArgumentException">Image and labels do not lie on the same grid.</exception>
    public static void Check(RefinementInput input, StageExecution execution)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(execution);
        if (input.Image.Shape != input.Labels.Shape)
            throw new ArgumentException($"The image is {input.Image.Shape}, the labels {input.Labels.Shape}; both must lie on the same grid.", nameof(input));
    }
}
