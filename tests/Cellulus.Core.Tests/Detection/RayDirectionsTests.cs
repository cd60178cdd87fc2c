using Xunit;

namespace Cellulus.Tests;

public sealed class RayDirectionsTests
{
    [Theory]
    [InlineData(2, 32, 1, 32)]
    [InlineData(2, 3, 1, 3)]
    [InlineData(3, 96, 1, 188)]
    [InlineData(3, 96, 2.5, 188)]
    [InlineData(3, 8, 1, 12)]
    public void Cones_cover_every_direction_with_weights_that_give_the_place_back(int rank, int count, double anisotropy, int cones)
    {
        RayDirections directions = RayDirections.Of(rank, count, anisotropy);
        Assert.Equal((rank, count, cones), (directions.Rank, directions.Count, directions.Cones.Count));
        var random = new Philox(7);
        Span<double> weights = stackalloc double[3];
        int cone = 0;
        for (int i = 0; i < 2000; i++)
        {
            (double x, double y, double z) = (random.NextNormal(), random.NextNormal(), rank == 3 ? random.NextNormal() : 0);
            directions.Cones.Locate(x, y, z, ref cone, weights);
            (double sumX, double sumY, double sumZ) = (0, 0, 0);
            for (int corner = 0; corner < rank; corner++)
            {
                Assert.True(weights[corner] > -1e-8);
                (double rx, double ry, double rz) = directions[directions.Cones.RayOf(cone, corner)];
                (sumX, sumY, sumZ) = (sumX + weights[corner] * rx, sumY + weights[corner] * ry, sumZ + weights[corner] * rz);
            }
            Assert.True(Math.Abs(x - sumX) + Math.Abs(y - sumY) + Math.Abs(z - sumZ) < 1e-9);
        }
    }

    [Theory]
    [InlineData(2, 32, 1, 1e-5)]
    [InlineData(2, 7, 1, 0.01)]
    [InlineData(3, 96, 1, 0.05)]
    [InlineData(3, 96, 2.5, 0.05)]
    public void Distances_to_the_border_of_a_disc_or_ball_point_to_its_centre_from_anywhere_in_it(int rank, int count, double anisotropy, double tolerance)
    {
        RayDirections directions = RayDirections.Of(rank, count, anisotropy);
        const double Radius = 9;
        var random = new Philox(3);
        for (int i = 0; i < 200; i++)
        {
            // From where a ray begins to the centre.
            double[] centre = [.. Enumerable.Range(0, rank).Select(_ => (random.NextDouble() - 0.5) * Radius)];
            for (int c = 0; c < rank; c++)
            {
                double sum = 0;
                for (int ray = 0; ray < count; ray++)
                    sum += directions.CentreWeightsOf(c)[ray] * Distance(directions[ray], centre);
                Assert.InRange(sum, centre[c] - tolerance * Radius, centre[c] + tolerance * Radius);
            }
        }

        static double Distance((double X, double Y, double Z) ray, double[] centre)
        {
            double along = ray.X * centre[0] + ray.Y * centre[1] + (centre.Length > 2 ? ray.Z * centre[2] : 0);
            return along + Math.Sqrt(Radius * Radius - centre.Sum(c => c * c) + along * along);
        }
    }

    [Fact]
    public void Rays_have_unit_length_and_lie_closer_where_objects_are_flat()
    {
        RayDirections round = RayDirections.Of(3, 96), flat = RayDirections.Of(3, 96, anisotropy: 3);
        foreach (RayDirections directions in new[] { round, flat, RayDirections.Of(2, 32) })
            for (int ray = 0; ray < directions.Count; ray++)
                Assert.Equal(1, Math.Sqrt(directions[ray].X * directions[ray].X + directions[ray].Y * directions[ray].Y + directions[ray].Z * directions[ray].Z), 12);
        Assert.True(Steep(flat) < Steep(round) / 2);
    }

    private static int Steep(RayDirections directions) => Enumerable.Range(0, directions.Count).Count(r => Math.Abs(directions[r].Z) > 0.5);
}
