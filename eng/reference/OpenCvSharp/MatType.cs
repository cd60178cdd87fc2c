namespace OpenCvSharp;

public readonly struct MatType
{
    public const int CV_8U = 0, CV_8S = 1, CV_16U = 2, CV_16S = 3, CV_32S = 4, CV_32F = 5, CV_64F = 6;

    public static readonly MatType CV_8UC1 = CV_8UC(1), CV_8UC3 = CV_8UC(3), CV_16UC1 = CV_16UC(1), CV_32SC1 = new(CV_32S), CV_32FC1 = CV_32FC(1);

    public MatType(int value) => Value = value;

    public int Value { get; }

    public static MatType CV_8UC(int ch) => new(CV_8U + ((ch - 1) << 3));
    public static MatType CV_16UC(int ch) => new(CV_16U + ((ch - 1) << 3));
    public static MatType CV_32FC(int ch) => new(CV_32F + ((ch - 1) << 3));

#if NEWEST
    public static explicit operator int(MatType self) => self.Value;
#else
    public static implicit operator int(MatType self) => self.Value;
#endif
    public static implicit operator MatType(int value) => new(value);
}
