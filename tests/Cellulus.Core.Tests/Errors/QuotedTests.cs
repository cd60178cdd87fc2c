using Xunit;

namespace Cellulus.Tests;

public sealed class QuotedTests
{
    [Theory]
    [InlineData("cell 7", "'cell 7'")]
    [InlineData("Zelle größer 5 µm, 細胞 🔬", "'Zelle größer 5 µm, 細胞 🔬'")]
    [InlineData("\u001b[31mred\u0007", "'\\u001B[31mred\\u0007'")]
    [InlineData("two\r\nlines\u2028three", "'two\\u000D\\u000Alines\\u2028three'")]
    [InlineData("\u009b31m\u007f\0", "'\\u009B31m\\u007F\\u0000'")]
    [InlineData("gnp.\u202eiso", "'gnp.\\u202Eiso'")]
    [InlineData("\U000e0041", "'\\uE0041'")]
    public void Whatever_a_terminal_would_obey_is_shown_as_an_escape(string name, string quoted) => Assert.Equal(quoted, Quoted.Name(name));

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        Assert.Equal($"'{new string('n', 80)}'", Quoted.Name(new string('n', 80)));
        Assert.Equal($"'{new string('n', 77)}...'", Quoted.Name(new string('n', 81)));
        Assert.Equal($"'{new string('n', 76)}...'", Quoted.Name(new string('n', 76) + "🔬🔬🔬🔬"));
        Assert.Equal(@"'\uD83D'", Quoted.Name("\ud83d"));
    }

    [Fact]
    public void A_long_message_is_cut() => Assert.Equal(8000, new CellulusException(new string('n', 100_000)).Message.Length);

    [Fact]
    public void A_message_keeps_its_own_line_breaks_and_the_path_stays_as_it_is()
    {
        var e = new ModelFileException("a\u001b[2J.safetensors", "one\ntwo\tthree");
        Assert.Equal("a\\u001B[2J.safetensors: one\ntwo\\u0009three", e.Message);
        Assert.Equal("a\u001b[2J.safetensors", e.Path);
    }
}
