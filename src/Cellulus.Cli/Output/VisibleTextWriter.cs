using System.Text;

namespace Cellulus.Cli.Output;

/// <summary>Passes on all that is written as <see cref="VisibleText"/>: the one way to the terminal, for what the tool says and for what
/// its libraries say.</summary>
internal sealed class VisibleTextWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => inner.Write(value is '\n' or '\r' ? value.ToString() : VisibleText.Line(value.ToString()));

    public override void Write(string? value) => inner.Write(VisibleText.Lines(value ?? ""));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value) => inner.WriteLine(VisibleText.Lines(value ?? ""));

    public override void Flush() => inner.Flush();
}
