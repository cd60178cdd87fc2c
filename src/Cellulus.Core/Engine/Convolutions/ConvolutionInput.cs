namespace Cellulus.Engine;

/// <summary>
/// One of the maps a convolution reads, and where its weights lie. A decoder reads two: the skip and the upsampled map.
/// </summary>
/// <param name="FirstChannel">First input channel in the weight tensor of the model file.</param>
/// <param name="Channels">Input channels.</param>
/// <param name="StoredChannels">Channels of the stored map: padded to whole registers, except for the image itself.</param>
/// <param name="Upsampled">Read at half resolution, each pixel standing for 2x2(x2).</param>
/// <param name="Offset">Where the weights (tap, input channel, output channel) begin in the flat parameters.</param>
internal sealed record ConvolutionInput(int FirstChannel, int Channels, int StoredChannels, bool Upsampled, int Offset);
