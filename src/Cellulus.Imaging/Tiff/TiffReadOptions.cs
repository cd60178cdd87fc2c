namespace Cellulus.Imaging;

/// <summary>PLACEHOLDER: replaced by branch `tiff` on merge.</summary>
public sealed record TiffReadOptions;
