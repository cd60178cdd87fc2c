using System;

namespace OpenCvSharp;

[Flags]
public enum ImreadModes
{
    Unchanged = -1,
    AnyColor = 4,
}

[Flags]
public enum ThresholdTypes
{
    Binary = 0,
    BinaryInv = 1,
    Otsu = 8,
}

public enum DistanceTypes
{
    L2 = 2,
}

public enum DistanceTransformMasks
{
    Precise = 0,
}

public enum PixelConnectivity
{
    Connectivity4 = 4,
    Connectivity8 = 8,
}

public enum BorderTypes
{
    Constant = 0,
}

public enum MorphTypes
{
    Gradient = 4,
}
