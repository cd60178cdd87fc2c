namespace Cellulus;

/// <summary>Shows images of fewer channels than a network has inputs: channels are repeated in turn, so that one channel and the same one
/// three times are the same input.</summary>
internal static class InputChannels
{
    /// <summary>Fills all inputs.</summary>
    /// <param name="image">Normalised image of 1 to <paramref name="inputs"/> channels.</param>
    /// <param name="inputs">Inputs of the network.</param>
    public static MicroscopyImage Fill(MicroscopyImage image, int inputs)
    {
        if (image.Channels == inputs)
            return image;
        int length = (int)image.Shape.PixelCount;
        var pixels = new float[image.Shape.CheckedLength(inputs)];
        for (int input = 0; input < inputs; input++)
            image.GetChannel(input % image.Channels).CopyTo(pixels.AsSpan(input * length, length));
        return MicroscopyImage.Adopt(pixels, image.Shape, inputs, image.PixelSize);
    }
}
