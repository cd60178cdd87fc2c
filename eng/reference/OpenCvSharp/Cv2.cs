using System;
using System.Collections.Generic;

namespace OpenCvSharp;

public sealed class ImageEncodingParam;

public static class Cv2
{
    public static bool ImReadMulti(string filename, out Mat[] mats, ImreadModes flags = ImreadModes.AnyColor) => throw Nothing.Here;
    public static Mat ImDecode(Mat buf, ImreadModes flags) => throw Nothing.Here;
    public static Mat ImDecode(byte[] buf, ImreadModes flags) => throw Nothing.Here;
    public static Mat ImDecode(ReadOnlySpan<byte> span, ImreadModes flags) => throw Nothing.Here;
    public static bool ImWrite(string fileName, Mat img, int[]? prms = null) => throw Nothing.Here;
    public static bool ImWrite(string fileName, Mat img, params ImageEncodingParam[] prms) => throw Nothing.Here;
    public static bool ImWrite(string fileName, IEnumerable<Mat> img, int[]? prms = null) => throw Nothing.Here;
    public static bool ImWrite(string fileName, IEnumerable<Mat> img, params ImageEncodingParam[] prms) => throw Nothing.Here;
    public static bool ImEncode(string ext, InputArray img, out byte[] buf, int[]? prms = null) => throw Nothing.Here;
    public static void ImEncode(string ext, InputArray img, out byte[] buf, params ImageEncodingParam[] prms) => throw Nothing.Here;

    public static double Threshold(InputArray src, OutputArray dst, double thresh, double maxval, ThresholdTypes type) => throw Nothing.Here;
    public static void DistanceTransform(InputArray src, OutputArray dst, DistanceTypes distanceType, DistanceTransformMasks maskSize, int dstType = MatType.CV_32S) => throw Nothing.Here;
    public static int ConnectedComponents(InputArray image, OutputArray labels, PixelConnectivity connectivity = PixelConnectivity.Connectivity8) => throw Nothing.Here;
    public static int ConnectedComponents(InputArray image, OutputArray labels, PixelConnectivity connectivity, MatType ltype) => throw Nothing.Here;
    public static int FloodFill(InputOutputArray image, Point seedPoint, Scalar newVal) => throw Nothing.Here;
    public static void MorphologyEx(InputArray src, OutputArray dst, MorphTypes op, InputArray? element, Point? anchor = null, int iterations = 1, BorderTypes borderType = BorderTypes.Constant, Scalar? borderValue = null) => throw Nothing.Here;

    public static void CopyMakeBorder(InputArray src, OutputArray dst, int top, int bottom, int left, int right, BorderTypes borderType, Scalar? value = null) => throw Nothing.Here;
    public static int CountNonZero(InputArray mtx) => throw Nothing.Here;
    public static void InRange(InputArray src, InputArray lowerb, InputArray upperb, OutputArray dst) => throw Nothing.Here;
    public static void InRange(InputArray src, Scalar lowerb, Scalar upperb, OutputArray dst) => throw Nothing.Here;
    public static void BitwiseAnd(InputArray src1, InputArray src2, OutputArray dst, InputArray? mask = null) => throw Nothing.Here;
    public static void BitwiseNot(InputArray src, OutputArray dst, InputArray? mask = null) => throw Nothing.Here;
    public static void Repeat(InputArray src, int ny, int nx, OutputArray dst) => throw Nothing.Here;
}
