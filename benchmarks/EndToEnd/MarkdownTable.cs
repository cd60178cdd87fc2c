namespace Cellulus.Benchmarks;

/// <summary>Prints rows as they come, as a Markdown table.</summary>
internal sealed class MarkdownTable
{
    public MarkdownTable(params string[] columns)
    {
        Console.WriteLine();
        Add(columns);
        Console.WriteLine("|---" + string.Concat(Enumerable.Repeat("|--:", columns.Length - 1)) + "|");
    }

    public void Add(params string[] cells) => Console.WriteLine("| " + string.Join(" | ", cells) + " |");
}
