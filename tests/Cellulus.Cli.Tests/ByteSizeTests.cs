using Cellulus.Cli.Options;
using Xunit;

namespace Cellulus.Tests;

public class ByteSizeTests
{
    [Theory]
    [InlineData("2048", 2048)]
    [InlineData("600MB", 600_000_000)]
    [InlineData("600 mb", 600_000_000)]
    [InlineData("2GiB", 2L << 30)]
    [InlineData("1.5 KiB", 1536)]
    [InlineData("3T", 3_000_000_000_000)]
    [InlineData("7B", 7)]
    public void Sizes_are_read_as_people_write_them(string text, long bytes) => Assert.Equal(bytes, ByteSize.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("lots")]
    [InlineData("MB")]
    [InlineData("-1MB")]
    [InlineData("0")]
    [InlineData("0.1B")]
    [InlineData("1.2.3MB")]
    [InlineData("5 parsecs")]
    [InlineData("9999999999999999999999GiB")]
    [InlineData("99999999999999999999999999999999999999999TiB")]
    public void What_is_no_size_is_told_apart(string text) => Assert.Null(ByteSize.Parse(text));
}
