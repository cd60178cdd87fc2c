namespace Cellulus.Engine;

/// <summary>
/// How a kernel of side 3 over a map enlarged twofold by repetition meets the small map, along one axis. Output 2 i + p and
/// kernel position k read small pixel i + floor((p + k) / 2): two pixels instead of three, with weights added up.
/// </summary>
internal static class UpsampledAxis
{
    private static readonly int[][][] s_threeForward = [[[0, 1], [2]], [[0], [1, 2]]];
    private static readonly int[][][] s_oneForward = [[[0]]];
    private static readonly int[][] s_threeBackward = [[2], [1, 2], [0, 1], [0]];
    private static readonly int[][] s_oneBackward = [[0]];

    /// <summary>Kernel positions added up, by phase p and small pixel.</summary>
    public static int[][][] Forward(int side) => side == 3 ? s_threeForward : s_oneForward;

    /// <summary>Kernel positions added up when output 2 i - 2 + t tells of small pixel i, by t.</summary>
    public static int[][] Backward(int side) => side == 3 ? s_threeBackward : s_oneBackward;
}
