namespace Cellulus;

/// <summary>
/// The names a checkpoint may refer to. Each stands for a value that the reader makes itself; no name ever leads to code.
/// </summary>
internal static class PickleGlobals
{
    private static readonly Dictionary<string, object> Known = new(StringComparer.Ordinal)
    {
        ["collections OrderedDict"] = PickleConstructor.OrderedDictionary,
        ["torch Size"] = PickleConstructor.Size,
        ["torch._utils _rebuild_tensor_v2"] = PickleConstructor.Tensor,
        ["torch._utils _rebuild_parameter"] = PickleConstructor.Parameter,
        ["torch HalfStorage"] = ElementType.Float16,
        ["torch BFloat16Storage"] = ElementType.BFloat16,
        ["torch FloatStorage"] = ElementType.Float32,
        ["torch DoubleStorage"] = ElementType.Float64,
        ["torch LongStorage"] = ElementType.NotFloatingPoint,
        ["torch IntStorage"] = ElementType.NotFloatingPoint,
        ["torch ShortStorage"] = ElementType.NotFloatingPoint,
        ["torch CharStorage"] = ElementType.NotFloatingPoint,
        ["torch ByteStorage"] = ElementType.NotFloatingPoint,
        ["torch BoolStorage"] = ElementType.NotFloatingPoint,
    };

    /// <summary>A <see cref="PickleConstructor"/> or an <see cref="ElementType"/>; <see langword="null"/> for every other name.</summary>
    public static object? Find(string module, string name) => Known.GetValueOrDefault($"{module} {name}");
}
