using System.Globalization;

namespace Cellulus.Torch;

/// <summary>A device as users write it.</summary>
/// <param name="Kind">auto, cpu or cuda.</param>
/// <param name="Index">Which GPU; null for none, or for the first.</param>
internal readonly record struct DeviceName(string Kind, int? Index = null)
{
    public const string Automatic = "auto", Cpu = "cpu", Cuda = "cuda";

    /// <exception cref="ArgumentException">The text names no device.</exception>
    public static DeviceName Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (text is Automatic or Cpu or Cuda)
            return new DeviceName(text);
        if (text.StartsWith(Cuda + ":", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(Cuda.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < 256)
            return new DeviceName(Cuda, index);
        throw new ArgumentException($"'{text}' is no device. Write auto, cpu, cuda, or cuda:1 for the second GPU.", nameof(text));
    }

    public override string ToString() => Index is { } index ? string.Create(CultureInfo.InvariantCulture, $"{Kind}:{index}") : Kind;
}
