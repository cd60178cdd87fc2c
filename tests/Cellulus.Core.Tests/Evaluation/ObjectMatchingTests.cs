using Xunit;

namespace Cellulus.Tests;

public class ObjectMatchingTests
{
    [Fact]
    public void As_many_pairs_as_possible_come_before_a_greater_sum()
    {
        // Greedy would take 0-0 (0.4) and leave 1 and 1 alone.
        List<Overlap> matches = ObjectMatching.Match([new(0, 0, 1, 0.4), new(0, 1, 1, 0.15), new(1, 0, 1, 0.12)], 2, 2);

        Assert.Equal([(0, 1), (1, 0)], matches.Select(m => (m.Prediction, m.Truth)).Order());
    }

    [Fact]
    public void Matching_equals_the_best_of_all_assignments_on_random_graphs()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var random = new Philox(seed);
            const int rows = 6, columns = 5;
            Overlap[] overlaps = [.. from p in Enumerable.Range(0, rows) from t in Enumerable.Range(0, columns)
                where random.NextDouble() < 0.35 select new Overlap(p, t, 1, random.NextDouble() * 0.5)];
            List<Overlap> matches = ObjectMatching.Match(overlaps, rows, columns);

            Assert.Equal(matches.Count, matches.Select(m => m.Prediction).Distinct().Count());
            Assert.Equal(matches.Count, matches.Select(m => m.Truth).Distinct().Count());
            (int count, double sum) = Best(overlaps, 0, 0);
            Assert.Equal(count, matches.Count);
            Assert.Equal(sum, matches.Sum(m => m.IoU), 1e-9);
        }
    }

    private static (int Count, double Sum) Best(Overlap[] overlaps, int prediction, int usedTruths)
    {
        if (prediction > overlaps.Select(o => o.Prediction).DefaultIfEmpty(-1).Max())
            return (0, 0);
        (int Count, double Sum) best = Best(overlaps, prediction + 1, usedTruths);
        foreach (Overlap overlap in overlaps)
            if (overlap.Prediction == prediction && (usedTruths & 1 << overlap.Truth) == 0)
            {
                (int count, double sum) = Best(overlaps, prediction + 1, usedTruths | 1 << overlap.Truth);
                if ((count + 1, sum + overlap.IoU).CompareTo(best) > 0)
                    best = (count + 1, sum + overlap.IoU);
            }
        return best;
    }
}
