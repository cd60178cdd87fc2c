using System.Globalization;
using System.Text;

namespace Cellulus.Benchmarks.Supervision;

/// <summary>Draws F1 and SEG over the share of annotations as SVG, side by side: shares on a logarithmic axis, 0 at its left end; bars from
/// the worst to the best seed.</summary>
internal static class CurvePlot
{
    private const double PanelWidth = 440, Height = 360, Left = 56, Right = 20, Top = 40, Bottom = 56;

    /// <summary>Where 0 % stands: left of the least share that there is.</summary>
    private const double Zero = 0.2, Most = 100;

    private static readonly (Training Training, string Name, string Colour)[] s_curves =
        [(Training.WithPseudo, "with pseudo-labels", "#0072b2"), (Training.Suggested, "suggested, with them", "#009e73"), (Training.Annotations, "annotations alone", "#d55e00")];

    public static string Draw(string title, IReadOnlyList<Cell> cells, IReadOnlyList<Cell> starts)
    {
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {2 * PanelWidth} {Height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Line(svg, $"<rect width=\"{2 * PanelWidth}\" height=\"{Height}\" fill=\"white\"/><text x=\"{Left}\" y=\"20\" font-size=\"14\">{title}</text>");
        new Panel(svg, cells, starts, c => c.F1).Draw("F1 at IoU 0.5", hasKey: true);
        Line(svg, $"<g transform=\"translate({PanelWidth} 0)\">");
        new Panel(svg, cells, starts, c => c.Seg).Draw("SEG", hasKey: false);
        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(Format(text)).Append('\n');

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>One score over the shares.</summary>
    private sealed class Panel(StringBuilder svg, IReadOnlyList<Cell> cells, IReadOnlyList<Cell> starts, Func<Cell, double> score)
    {
        private readonly double _least = Math.Floor(5 * cells.Concat(starts).Min(score)) / 5;

        public void Draw(string name, bool hasKey)
        {
            DrawAxes(name, [.. cells.Select(c => c.Share).Distinct().Order()]);
            if (starts.Count > 0)
                Line(svg, $"<path d=\"M{Left} {Y(starts.Average(score)):0.#}H{PanelWidth - Right}\" stroke=\"#444\" stroke-dasharray=\"5 4\"/>");
            foreach ((Training training, _, string colour) in s_curves)
                DrawCurve([.. cells.Where(c => c.Training == training)], colour);
            if (hasKey)
                DrawKeys();
        }

        private void DrawAxes(string name, double[] shares)
        {
            double step = _least < 0.6 ? 0.2 : 0.1;
            for (double tick = _least; tick < 1.01; tick += step)
                Line(svg, $"<path d=\"M{Left} {Y(tick):0.#}H{PanelWidth - Right}\" stroke=\"#ddd\"/><text x=\"{Left - 8}\" y=\"{Y(tick) + 4:0.#}\" text-anchor=\"end\">{tick:0.0}</text>");
            foreach (double share in shares)
                Line(svg, $"<path d=\"M{X(share):0.#} {Height - Bottom}v5\" stroke=\"#444\"/><text x=\"{X(share):0.#}\" y=\"{Height - Bottom + 19}\" text-anchor=\"middle\">{share:0.##}</text>");
            Line(svg, $"<path d=\"M{Left} {Height - Bottom}H{PanelWidth - Right}\" stroke=\"#444\"/><text x=\"{(Left + PanelWidth - Right) / 2}\" y=\"{Height - 14}\" text-anchor=\"middle\">annotated objects, %</text>");
            Line(svg, $"<text transform=\"translate(16 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{name}</text>");
        }

        private void DrawCurve(Cell[] curve, string colour)
        {
            IGrouping<double, Cell>[] shares = [.. curve.GroupBy(c => c.Share).OrderBy(g => g.Key)];
            if (shares.Length == 0)
                return;
            string path = string.Join('L', shares.Select(g => Format($"{X(g.Key):0.#} {Y(g.Average(score)):0.#}")));
            Line(svg, $"<path d=\"M{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
            foreach (IGrouping<double, Cell> share in shares)
                Line(svg, $"<circle cx=\"{X(share.Key):0.#}\" cy=\"{Y(share.Average(score)):0.#}\" r=\"3.5\" fill=\"{colour}\"/><path d=\"M{X(share.Key):0.#} {Y(share.Min(score)):0.#}V{Y(share.Max(score)):0.#}\" stroke=\"{colour}\"/>");
        }

        private void DrawKeys()
        {
            int row = 0;
            foreach ((_, string name, string colour) in s_curves)
                DrawKey(row++, name, $"stroke=\"{colour}\" stroke-width=\"2\"");
            DrawKey(row, "without labels", "stroke=\"#444\" stroke-dasharray=\"5 4\"");
        }

        private void DrawKey(int row, string name, string stroke)
        {
            double y = Height - Bottom - 72 + 18 * row, x = PanelWidth - Right - 150;
            Line(svg, $"<path d=\"M{x} {y}h24\" fill=\"none\" {stroke}/><text x=\"{x + 32}\" y=\"{y + 4}\">{name}</text>");
        }

        private static double X(double share) => Left + 16 + (PanelWidth - Left - Right - 32) * Math.Log(Math.Max(share, Zero) / Zero) / Math.Log(Most / Zero);

        private double Y(double value) => Height - Bottom - (Height - Top - Bottom) * (value - _least) / (1 - _least);
    }
}
