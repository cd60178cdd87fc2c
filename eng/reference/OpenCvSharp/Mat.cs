using System;

namespace OpenCvSharp;

public class Mat : IDisposable
{
    public Mat() => throw Nothing.Here;

    public Mat(int rows, int cols, MatType type) => throw Nothing.Here;

    public Mat(int rows, int cols, MatType type, Scalar s) => throw Nothing.Here;

    public int Rows => throw Nothing.Here;
    public int Cols => throw Nothing.Here;
    public IntPtr Data => throw Nothing.Here;

    public int Channels() => throw Nothing.Here;
    public int Depth() => throw Nothing.Here;
    public bool Empty() => throw Nothing.Here;
    public long Step() => throw Nothing.Here;
    public long Step(int i) => throw Nothing.Here;
    public void ConvertTo(OutputArray m, MatType rtype, double alpha = 1, double beta = 0) => throw Nothing.Here;
    public Mat SetTo(Scalar value, Mat? mask = null) => throw Nothing.Here;
    public Mat SetTo(InputArray value, Mat? mask = null) => throw Nothing.Here;
    public Mat Reshape(int cn, int rows = 0) => throw Nothing.Here;
    public Mat SubMat(int rowStart, int rowEnd, int colStart, int colEnd) => throw Nothing.Here;
    public void Dispose() => throw Nothing.Here;
}
