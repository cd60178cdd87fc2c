using System.Text;
using System.Text.Json;

namespace Cellulus;

/// <summary>What a model file says beside its tensors, as text: one JSON object.</summary>
internal static class MetadataText
{
    /// <summary>Writes an object.</summary>
    /// <param name="members">Writes what it holds.</param>
    public static string Write(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Reads an object.</summary>
    /// <param name="path">The model file.</param>
    /// <param name="text">The text.</param>
    /// <param name="members">Reads what it holds; throws <see cref="JsonException"/> for what is missing.</param>
    /// <exception cref="ModelFileException">The text is no JSON object, or something is missing.</exception>
    public static T Read<T>(string path, string text, Func<JsonElement, T> members)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? members(document.RootElement) : throw new JsonException("it is not a JSON object");
        }
        // InvalidOperationException: text that is not valid Unicode.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ModelFileException(path, $"its metadata is not what this library writes ({e.Message}); train the model again.", e);
        }
    }

    /// <summary>Checks what a file says of its version.</summary>
    /// <param name="path">The model file.</param>
    /// <param name="version">What it says.</param>
    /// <param name="current">What is read.</param>
    /// <exception cref="ModelFileException">It has another.</exception>
    public static void CheckVersion(string path, int version, int current)
    {
        if (version != current)
            throw new ModelFileException(path, $"it has version {version}; this library reads version {current}. Update the library or train the model again.");
    }

    /// <exception cref="JsonException">The member is missing or no whole number.</exception>
    public static int Integer(JsonElement json, string name) =>
        Member(json, name).TryGetInt32(out int value) ? value : throw new JsonException($"'{name}' is not a whole number");

    /// <exception cref="JsonException">The member is missing or no number.</exception>
    public static double Number(JsonElement json, string name) =>
        Member(json, name).TryGetDouble(out double value) ? value : throw new JsonException($"'{name}' is out of range");

    /// <summary>The same, of a member that files from before it was measured have not.</summary>
    public static double Number(JsonElement json, string name, double unless) => json.TryGetProperty(name, out _) ? Number(json, name) : unless;

    private static JsonElement Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.Number
            ? member
            : throw new JsonException($"'{name}' is missing or not a number");
}
