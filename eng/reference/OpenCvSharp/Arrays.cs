namespace OpenCvSharp;

public class InputArray
{
    public static implicit operator InputArray(Mat mat) => throw Nothing.Here;
}

public class OutputArray
{
    public static implicit operator OutputArray(Mat mat) => throw Nothing.Here;
}

public class InputOutputArray
{
    public static implicit operator InputOutputArray(Mat mat) => throw Nothing.Here;
}
