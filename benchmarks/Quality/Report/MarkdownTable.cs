using System.Text;

namespace Cellulus.Benchmarks.Quality;

/// <summary>A Markdown table: the first column is text, the others are figures.</summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder _rows = new();

    public MarkdownTable(params IReadOnlyList<string> columns)
    {
        Add(columns);
        _rows.Append("|---").Insert(_rows.Length, "|--:", columns.Count - 1).AppendLine("|");
    }

    public void Add(params IReadOnlyList<string> cells) => _rows.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    public override string ToString() => _rows.ToString();
}
