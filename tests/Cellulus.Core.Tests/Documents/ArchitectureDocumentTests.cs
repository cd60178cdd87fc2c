using System.Text.RegularExpressions;
using Xunit;

namespace Cellulus.Tests;

/// <summary>docs/architecture.md names every room of the code, and no room knows one beside or above it.</summary>
public sealed partial class ArchitectureDocumentTests
{
    private static readonly string s_core = Repository.PathOf("src", "Cellulus.Core");

    /// <summary>Rooms as folders, the floor of each counted from below.</summary>
    private static readonly Dictionary<string, int> s_floors = ReadFloors();

    [Fact]
    public void Every_room_has_a_floor_and_is_described()
    {
        string[] rooms = [.. Sources().Select(RoomOf).Distinct().Order()];
        Assert.Equal(rooms, s_floors.Keys.Order());
        string document = Document();
        Assert.All(rooms, room => Assert.Contains($"\n    {room}/ ", document, StringComparison.Ordinal));
    }

    [Fact]
    public void No_room_knows_one_beside_or_above_it()
    {
        Dictionary<string, string> roomOfType = Sources()
            .SelectMany(file => TypeDeclaration().Matches(File.ReadAllText(file)).Select(m => (Type: m.Groups["name"].Value, Room: RoomOf(file))))
            .DistinctBy(t => t.Type)
            .ToDictionary(t => t.Type, t => t.Room);
        Assert.Equal("Segmentation", roomOfType["CellSegmenter"]);

        var wrong = new List<string>();
        foreach (string file in Sources())
        {
            string room = RoomOf(file), code = CommentOrText().Replace(File.ReadAllText(file), "");
            wrong.AddRange(TypeUse().Matches(code).Select(m => m.Value).Distinct()
                .Where(name => roomOfType.TryGetValue(name, out string? other) && other != room && s_floors[other] >= s_floors[room])
                .Select(name => $"{room}/{Path.GetFileName(file)} knows {roomOfType[name]}/{name}"));
        }
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(s_core, "*.cs", SearchOption.AllDirectories)
        .Where(file => Path.GetRelativePath(s_core, file).Split(Path.DirectorySeparatorChar) is [not ("obj" or "bin"), _, ..]);

    private static string RoomOf(string file) => Path.GetRelativePath(s_core, file).Split(Path.DirectorySeparatorChar)[0];

    private static string Document() => File.ReadAllText(Repository.PathOf("docs", "architecture.md")).ReplaceLineEndings("\n");

    private static Dictionary<string, int> ReadFloors() => Floors().Match(Document()).Groups["floors"].Value
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Reverse()
        .SelectMany((line, floor) => line.Split(", ").Select(room => (room, floor)))
        .ToDictionary(f => f.room, f => f.floor);

    [GeneratedRegex(@"floors below it.*\n\n```\n(?<floors>[^`]*)```")]
    private static partial Regex Floors();

    // Types of a file's own level, which is without indentation.
    [GeneratedRegex(@"^(public|internal) ([a-z]+ )*(class|struct|interface|enum|record|delegate [\w<>\[\]?]+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"//.*|""([^""\\\n]|\\.)*""")]
    private static partial Regex CommentOrText();

    // Members after a dot may have the name of a type, as may properties, which are declared or set.
    [GeneratedRegex(@"(?<![.\w])[A-Z]\w+\b(?!\s*(=|\{ get|=>|:(?!:)))")]
    private static partial Regex TypeUse();
}
