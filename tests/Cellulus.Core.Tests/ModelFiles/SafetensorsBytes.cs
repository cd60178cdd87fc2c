using System.Text;

namespace Cellulus.Tests;

/// <summary>Composes safetensors files by hand, sound and hostile ones.</summary>
internal static class SafetensorsBytes
{
    public static string Write(TemporaryFolder folder, string header, byte[] data) => Write(folder, Encoding.UTF8.GetBytes(header), data);

    public static string Write(TemporaryFolder folder, byte[] header, byte[] data) =>
        folder.Write("model.safetensors", [.. BitConverter.GetBytes((long)header.Length), .. header, .. data]);
}
