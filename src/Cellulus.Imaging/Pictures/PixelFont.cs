namespace Cellulus.Imaging;

/// <summary>
/// A font of 5 x 7 pixels for titles, so that pictures need no font of the system. A glyph is 35 bits, rows from the top, the
/// leftmost pixel of a row in its highest bit.
/// </summary>
internal static class PixelFont
{
    public const int Width = 5;
    public const int Height = 7;

    /// <summary>From one glyph to the next.</summary>
    public const int Advance = Width + 1;

    private static readonly Dictionary<char, ulong> Glyphs = new()
    {
        [' '] = 0x000000000, ['!'] = 0x108421004, ['"'] = 0x294A00000, ['#'] = 0x295F57D4A, ['$'] = 0x11F4717C4,
        ['%'] = 0x672222273, ['&'] = 0x32544564D, ['\''] = 0x108800000, ['('] = 0x088842082, [')'] = 0x208210888,
        ['*'] = 0x02AEFBAA0, ['+'] = 0x0084F9080, [','] = 0x000001844, ['-'] = 0x000070000, ['.'] = 0x0000000C6,
        ['/'] = 0x042222210, ['0'] = 0x3A33AE62E, ['1'] = 0x11842108E, ['2'] = 0x3A213221F, ['3'] = 0x3A213062E,
        ['4'] = 0x08CA97C42, ['5'] = 0x7E1E0862E, ['6'] = 0x3A10F462E, ['7'] = 0x7C2221108, ['8'] = 0x3A317462E,
        ['9'] = 0x3A317842E, [':'] = 0x00C6018C0, [';'] = 0x00C601844, ['<'] = 0x088882082, ['='] = 0x001F07C00,
        ['>'] = 0x208208888, ['?'] = 0x3A2131004, ['@'] = 0x3A37ADE0E, ['A'] = 0x3A31FC631, ['B'] = 0x7A31F463E,
        ['C'] = 0x3A308422E, ['D'] = 0x7A318C63E, ['E'] = 0x7E10F421F, ['F'] = 0x7E10F4210, ['G'] = 0x3A30BC62E,
        ['H'] = 0x4631FC631, ['I'] = 0x38842108E, ['J'] = 0x1C4210A4C, ['K'] = 0x4654C5251, ['L'] = 0x42108421F,
        ['M'] = 0x4775AC631, ['N'] = 0x4739ACE71, ['O'] = 0x3A318C62E, ['P'] = 0x7A31F4210, ['Q'] = 0x3A318D64D,
        ['R'] = 0x7A31F5251, ['S'] = 0x3A307062E, ['T'] = 0x7C8421084, ['U'] = 0x46318C62E, ['V'] = 0x46318A944,
        ['W'] = 0x4631AD771, ['X'] = 0x462A22A31, ['Y'] = 0x462A21084, ['Z'] = 0x7C222221F, ['['] = 0x39084210E,
        ['\\'] = 0x420820821, [']'] = 0x38421084E, ['^'] = 0x115100000, ['_'] = 0x00000001F, ['`'] = 0x208000000,
        ['a'] = 0x000E0BE2F, ['b'] = 0x421E8C63E, ['c'] = 0x000E8C22E, ['d'] = 0x042F8C62F, ['e'] = 0x000E8FE0E,
        ['f'] = 0x1928E2108, ['g'] = 0x000F8BC2E, ['h'] = 0x421E8C631, ['i'] = 0x100C2108E, ['j'] = 0x080610A4C,
        ['k'] = 0x4212A6292, ['l'] = 0x30842108E, ['m'] = 0x001AAD6B5, ['n'] = 0x001E8C631, ['o'] = 0x000E8C62E,
        ['p'] = 0x001E8FA10, ['q'] = 0x000F8BC21, ['r'] = 0x0016CC210, ['s'] = 0x000F8383E, ['t'] = 0x211C42126,
        ['u'] = 0x00118C66D, ['v'] = 0x00118C544, ['w'] = 0x0011AD6AA, ['x'] = 0x001151151, ['y'] = 0x00118BC2E,
        ['z'] = 0x001F1111F, ['{'] = 0x188441086, ['|'] = 0x108421084, ['}'] = 0x30841108C, ['~'] = 0x0009AC800,
        ['µ'] = 0x00118CFB0,
    };

    /// <summary>Whether a pixel of a glyph is inked. Characters the font lacks appear as '?'.</summary>
    public static bool IsInk(char character, int x, int y)
    {
        ulong glyph = Glyphs.TryGetValue(character, out ulong known) ? known : Glyphs['?'];
        return (glyph >> (Width * (Height - 1 - y) + Width - 1 - x) & 1) != 0;
    }
}
