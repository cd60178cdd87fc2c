using System.Text;
using Xunit;

namespace Cellulus.Tests;

public sealed class HostileSafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_file_a_folder_and_other_files_are_told_apart()
    {
        Assert.Contains("no such file", Refusal(_folder.PathOf("missing.safetensors")));
        Assert.Contains("no such file", Refusal(_folder.PathOf("missing/model.safetensors")));
        Assert.Contains("folder", Refusal(_folder.FullName));
        Assert.Contains("empty", Refusal(_folder.Write("empty.safetensors", [])));
        Assert.Contains("too few", Refusal(_folder.Write("short.safetensors", [1, 0, 0])));
        Assert.Contains("not a safetensors file", Refusal(_folder.Write("text.safetensors", "This is a text, no model."u8.ToArray())));
        Assert.Contains("not a safetensors file", Refusal(_folder.Write("image.safetensors", [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13])));
        Assert.Contains("zip archive", Refusal(_folder.Write("zip.safetensors", [.. "PK\u0003\u0004"u8, 0, 0, 0, 0, 0])));
    }

    [Fact]
    public void A_truncated_file_is_refused_wherever_it_ends()
    {
        string path = _folder.PathOf("model.safetensors");
        SafetensorsFile.Write(path, new TensorArchive([new NamedTensor("w", [2, 2], [1, 2, 3, 4])]));
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 8; length < whole.Length; length++)
            Assert.Contains("truncated", Refusal(_folder.Write("cut.safetensors", whole[..length])));
    }

    [Fact]
    public void Any_changed_byte_leads_to_values_or_to_a_typed_refusal()
    {
        string path = _folder.PathOf("model.safetensors");
        SafetensorsFile.Write(path, new TensorArchive(
            [new NamedTensor("a", [2, 2], [1, 2, 3, 4]), new NamedTensor("b", [1], [5])], new Dictionary<string, string> { ["key"] = "value" }));
        byte[] whole = File.ReadAllBytes(path);
        for (int i = 0; i < whole.Length; i++)
        {
            foreach (byte value in new byte[] { 0, 0x22, 0x2d, 0x39, 0x5c, 0x7b, 0x80, 0xff })
            {
                byte[] changed = [.. whole];
                changed[i] = value;
                string file = _folder.Write("changed.safetensors", changed);
                try
                {
                    SafetensorsFile.Read(file);
                }
                catch (ModelFileException e)
                {
                    Assert.Equal(file, e.Path);
                }
            }
        }
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    [InlineData(1L << 60)]
    public void An_impossible_length_of_the_header_is_refused(long length) =>
        Assert.Contains("not a safetensors file", Refusal(_folder.Write("model.safetensors", [.. BitConverter.GetBytes(length), .. "{}"u8])));

    [Theory]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{\"w\":1}", "not described")]
    [InlineData("{\"w\":{\"shape\":[1],\"data_offsets\":[0,4]}}", "dtype")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", "shape")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[1]}}", "data_offsets")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", "data_offsets")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,\"4\"]}}", "data_offsets")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,1e99]}}", "data_offsets")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}", "data_offsets")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", "data_offsets")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,9223372036854775807]}}", "data_offsets")]
    [InlineData("{\"w\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "I64")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", "does not fit")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", "shape")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", "shape")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647,2147483647],\"data_offsets\":[0,4]}}", "does not fit")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,0]}}", "does not fit")]
    [InlineData("{\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "overlaps")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}", "gap")]
    [InlineData("{}", "bytes follow")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "truncated")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "header is damaged")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"\\u0077\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}", "header is damaged")]
    [InlineData("{\"\\ud800\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "header is damaged")]
    [InlineData("{\"__metadata__\":{\"k\":1}}", "not text")]
    [InlineData("{\"__metadata__\":[]}", "__metadata__")]
    [InlineData("{\"w\":{\"dtype\":\"F32\",\"shape\":[[[[[1]]]]],\"data_offsets\":[0,4]}}", "header is damaged")]
    [InlineData("{\"w\":", "header is damaged")]
    public void A_header_that_does_not_describe_the_data_is_refused(string header, string message) =>
        Assert.Contains(message, Refusal(SafetensorsBytes.Write(_folder, header, new byte[4])));

    [Fact]
    public void A_header_that_is_not_text_is_refused() =>
        Assert.Contains("header is damaged", Refusal(SafetensorsBytes.Write(_folder, [.. "{\""u8, 0xff, 0xfe, .. "\":{}}"u8], [])));

    [Fact]
    public void Endless_nesting_is_refused() =>
        Assert.Contains("header is damaged", Refusal(SafetensorsBytes.Write(_folder, Encoding.ASCII.GetBytes(new string('[', 1_000_000)), [])));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Values_that_are_not_finite_are_refused(float value)
    {
        string path = _folder.PathOf("model.safetensors");
        SafetensorsFile.Write(path, new TensorArchive([new NamedTensor("w", [2], [1, value])]));
        Assert.Contains("'w'", Refusal(path));
    }

    private static string Refusal(string path)
    {
        var e = Assert.Throws<ModelFileException>(() => SafetensorsFile.Read(path));
        Assert.Equal(path, e.Path);
        return e.Message;
    }
}
