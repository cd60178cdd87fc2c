using System.Numerics.Tensors;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Cellulus;

/// <summary>Turns the stored bytes of a tensor into floats.</summary>
internal static class TensorElements
{
    /// <summary>Bytes that one stored number takes.</summary>
    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Float32 => 4,
        ElementType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Only floating-point numbers are read."),
    };

    /// <summary>One stored number, little endian.</summary>
    public static float Read(ReadOnlySpan<byte> bytes, ElementType type) => type switch
    {
        ElementType.Float16 => (float)ReadHalfLittleEndian(bytes),
        ElementType.BFloat16 => BitConverter.Int32BitsToSingle(ReadInt16LittleEndian(bytes) << 16),
        ElementType.Float32 => ReadSingleLittleEndian(bytes),
        ElementType.Float64 => (float)ReadDoubleLittleEndian(bytes),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Only floating-point numbers are read."),
    };

    /// <summary>All numbers of a contiguous tensor.</summary>
    public static float[] ReadAll(ReadOnlySpan<byte> bytes, ElementType type)
    {
        int size = SizeOf(type);
        var values = new float[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
            values[i] = Read(bytes[(i * size)..], type);
        return values;
    }

    /// <summary>Name of a type that files are written in.</summary>
    public static string NameOf(ElementType type) => type switch
    {
        ElementType.Float16 => "F16",
        ElementType.Float32 => "F32",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Files are written in half or single precision."),
    };

    /// <summary>All numbers of a tensor as they are stored, little endian.</summary>
    public static byte[] WriteAll(float[] values, ElementType type)
    {
        int size = SizeOf(type);
        var bytes = new byte[checked(values.Length * size)];
        for (int i = 0; i < values.Length; i++)
            if (type == ElementType.Float16)
                WriteHalfLittleEndian(bytes.AsSpan(i * size), (Half)values[i]);
            else
                WriteSingleLittleEndian(bytes.AsSpan(i * size), values[i]);
        return bytes;
    }

    /// <summary>Refuses weights that no finished training leaves behind.</summary>
    /// <exception cref="ModelFileException">A value is NaN or infinite.</exception>
    public static void CheckFinite(string path, string name, float[] values)
    {
        if (values.Length > 0 && !TensorPrimitives.IsFiniteAll<float>(values))
            throw new ModelFileException(path,
                $"tensor {Quoted.Name(name)} holds values that are not finite. The training diverged or the file is damaged; use another checkpoint.");
    }
}
