namespace Cellulus.Imaging;

/// <summary>How the bits of a sample are to be understood.</summary>
internal enum TiffSampleFormat
{
    Unsigned = 1,
    Signed = 2,
    Float = 3,
}
