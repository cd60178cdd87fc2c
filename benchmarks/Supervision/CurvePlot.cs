using System.Globalization;
using System.Text;

namespace Cellulus.Benchmarks.Supervision;

/// <summary>Draws F1 over the share of annotations as SVG: shares on a logarithmic axis, 0 at its left end; bars from the worst to the best seed.</summary>
internal static class CurvePlot
{
    private const double Width = 640, Height = 360, Left = 56, Right = 20, Top = 40, Bottom = 56;

    /// <summary>Where 0 % stands: left of the least share that there is.</summary>
    private const double Zero = 0.2, Most = 100;

    private static readonly (Training Training, string Name, string Colour)[] s_curves =
        [(Training.WithPseudo, "with pseudo-labels", "#0072b2"), (Training.Annotations, "annotations alone", "#d55e00")];

    public static string Draw(string title, IReadOnlyList<Cell> cells, IReadOnlyList<Cell> starts)
    {
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Line(svg, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/><text x=\"{Left}\" y=\"20\" font-size=\"14\">{title}</text>");
        DrawAxes(svg, [.. cells.Select(c => c.Share).Distinct().Order()]);
        if (starts.Count > 0)
        {
            double y = Y(starts.Average(c => c.F1));
            Line(svg, $"<path d=\"M{Left} {y:0.#}H{Width - Right}\" stroke=\"#444\" stroke-dasharray=\"5 4\"/>");
        }
        int row = 0;
        foreach ((Training training, string name, string colour) in s_curves)
        {
            DrawCurve(svg, [.. cells.Where(c => c.Training == training)], colour);
            DrawKey(svg, row++, name, $"stroke=\"{colour}\" stroke-width=\"2\"");
        }
        DrawKey(svg, row, "without labels", "stroke=\"#444\" stroke-dasharray=\"5 4\"");
        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawAxes(StringBuilder svg, double[] shares)
    {
        for (int tenth = 0; tenth <= 10; tenth += 2)
        {
            double y = Y(tenth / 10.0);
            Line(svg, $"<path d=\"M{Left} {y:0.#}H{Width - Right}\" stroke=\"#ddd\"/><text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{tenth / 10.0:0.0}</text>");
        }
        foreach (double share in shares)
            Line(svg, $"<path d=\"M{X(share):0.#} {Height - Bottom}v5\" stroke=\"#444\"/><text x=\"{X(share):0.#}\" y=\"{Height - Bottom + 19}\" text-anchor=\"middle\">{share:0.##}</text>");
        Line(svg, $"<path d=\"M{Left} {Height - Bottom}H{Width - Right}\" stroke=\"#444\"/><text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 14}\" text-anchor=\"middle\">annotated objects, %</text>");
        Line(svg, $"<text transform=\"translate(16 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">F1 at IoU 0.5</text>");
    }

    private static void DrawCurve(StringBuilder svg, Cell[] cells, string colour)
    {
        IGrouping<double, Cell>[] shares = [.. cells.GroupBy(c => c.Share).OrderBy(g => g.Key)];
        if (shares.Length == 0)
            return;
        string path = string.Join('L', shares.Select(g => Format($"{X(g.Key):0.#} {Y(g.Average(c => c.F1)):0.#}")));
        Line(svg, $"<path d=\"M{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
        foreach (IGrouping<double, Cell> share in shares)
            Line(svg, $"<circle cx=\"{X(share.Key):0.#}\" cy=\"{Y(share.Average(c => c.F1)):0.#}\" r=\"3.5\" fill=\"{colour}\"/><path d=\"M{X(share.Key):0.#} {Y(share.Min(c => c.F1)):0.#}V{Y(share.Max(c => c.F1)):0.#}\" stroke=\"{colour}\"/>");
    }

    private static void DrawKey(StringBuilder svg, int row, string name, string stroke)
    {
        double y = Height - Bottom - 54 + 18 * row, x = Width - Right - 150;
        Line(svg, $"<path d=\"M{x} {y}h24\" fill=\"none\" {stroke}/><text x=\"{x + 32}\" y=\"{y + 4}\">{name}</text>");
    }

    private static double X(double share) => Left + 16 + (Width - Left - Right - 32) * Math.Log(Math.Max(share, Zero) / Zero) / Math.Log(Most / Zero);

    private static double Y(double f1) => Height - Bottom - (Height - Top - Bottom) * f1;

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(Format(text)).Append('\n');

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
