namespace OpenCvSharp;

public struct Scalar
{
    public double Val0, Val1, Val2, Val3;

    public Scalar(double v0) => (Val0, Val1, Val2, Val3) = (v0, 0, 0, 0);

    public Scalar(double v0, double v1) => (Val0, Val1, Val2, Val3) = (v0, v1, 0, 0);

    public Scalar(double v0, double v1, double v2) => (Val0, Val1, Val2, Val3) = (v0, v1, v2, 0);

#if NEWEST
    public static explicit operator Scalar(double val) => new(val);
#else
    public static implicit operator Scalar(double val) => new(val);
#endif
}

public struct Point
{
    public int X, Y;

    public Point(int x, int y) => (X, Y) = (x, y);

    public Point(double x, double y) => (X, Y) = ((int)x, (int)y);
}
