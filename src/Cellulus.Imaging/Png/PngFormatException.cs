namespace Cellulus.Imaging;

/// <summary>What is wrong with the bytes of a PNG. Never leaves the decoder, which adds the path.</summary>
internal sealed class PngFormatException(string message) : Exception(message);
