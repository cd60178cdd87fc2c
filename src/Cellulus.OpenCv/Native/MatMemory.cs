using OpenCvSharp;

namespace Cellulus.OpenCv;

/// <summary>Moves numbers between arrays and matrices, row by row: rows of a matrix may lie apart.</summary>
internal static class MatMemory
{
    /// <summary>A matrix with given values, row-major, channels interleaved.</summary>
    public static Mat Create<T>(ReadOnlySpan<T> values, int rows, int columns, MatType type) where T : unmanaged
    {
        var mat = new Mat(rows, columns, type);
        int length = values.Length / rows;
        for (int y = 0; y < rows; y++)
            values.Slice(y * length, length).CopyTo(Row<T>(mat, y, length));
        return mat;
    }

    /// <summary>The values of a matrix, row-major, channels interleaved.</summary>
    public static T[] ToArray<T>(Mat mat) where T : unmanaged
    {
        int rows = mat.Rows, length = mat.Cols * mat.Channels();
        var values = new T[rows * length];
        for (int y = 0; y < rows; y++)
            Row<T>(mat, y, length).CopyTo(values.AsSpan(y * length));
        return values;
    }

    /// <summary>One row; valid as long as the matrix is.</summary>
    /// <param name="mat">The matrix.</param>
    /// <param name="y">Row.</param>
    /// <param name="length">Columns times channels.</param>
    public static unsafe Span<T> Row<T>(Mat mat, int y, int length) where T : unmanaged
    {
        nint row = mat.Data + checked((nint)(y * mat.Step()));
        return new Span<T>((void*)row, length);
    }
}
