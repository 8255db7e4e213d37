using Iris.Instruments.FaceTypes.Classification;
using Iris.Instruments.FaceTypes.Types;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Tests.Platform.Imaging;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Instruments.FaceTypes;

[Collection(nameof(WithIris))]
public sealed class GeometryClassifierTests(IrisApplication iris)
{
    private FaceReader Reader => iris.Services.GetRequiredService<FaceReader>();

    private GeometryClassifier Geometry => iris.Services.GetRequiredService<GeometryClassifier>();

    [Fact]
    public void The_reference_names_its_source_and_is_about_many_people()
    {
        var reference = ReferenceDistribution.Delivered;

        Assert.Contains("CC BY 4.0", reference.Source, StringComparison.Ordinal);
        Assert.True(reference.People > 100);
        Assert.Equal(FaceRatio.All.Length, reference.Ratios.Count);
        Assert.Equal(reference.Whole.Quantiles.Order(), reference.Whole.Quantiles);
        Assert.Equal(0.5, reference.Percentiles([.. reference.Ratios.Select(ratio => ratio.Mean)]).Whole, 0.15);
    }

    [Fact]
    public void Percentiles_rank_the_people_they_were_made_of()
    {
        var random = new Random(7);
        var people = Enumerable.Range(0, 500).Select(_ => FaceRatio.All.Select(_ => 1 + random.NextDouble()).ToArray()).ToList();

        var reference = ReferenceDistribution.Of("drawn numbers", people);

        var ranks = people.Select(person => reference.Percentiles(person).Whole).Order().ToList();
        Assert.All(ranks.Index(), rank => Assert.Equal(rank.Index / 499.0, rank.Item, 0.02));
    }

    [Fact]
    public async Task The_same_picture_always_gets_the_same_answer()
    {
        using var woman = Portraits.Woman();
        var types = await iris.Services.GetRequiredService<TypeCatalogue>().ReadAsync(default);

        var (first, regions) = Classify(woman, types);
        var (second, again) = Classify(woman, types);

        Assert.Equal((first.Best, first.Parts.ToArray()), (second.Best, second.Parts.ToArray()), new SameShares());
        Assert.Equal(regions.Select(region => region.Best), again.Select(region => region.Best));
        Assert.Equal(3, regions.Count);
    }

    /// <summary>What the bench measures over all faces at hand, over the few that come with the packages: a flip of one copy in ten is allowed.</summary>
    [Fact]
    public async Task Copies_of_a_picture_mostly_get_the_type_of_the_original()
    {
        var types = await iris.Services.GetRequiredService<TypeCatalogue>().ReadAsync(default);
        var (copies, same) = (0, 0);
        foreach (var picture in Portraits.All(Reader))
        {
            using (picture)
            {
                var type = Classify(picture, types).Whole.Best;
                foreach (var make in Copies)
                {
                    using var copy = make(picture);
                    copies++;
                    if (Classify(copy, types).Whole.Best == type) same++;
                }
            }
        }

        Assert.True(copies >= 80, $"{copies} copies");
        Assert.True(same >= 0.9 * copies, $"{same} of {copies}");
    }

    private static readonly Func<Picture, Picture>[] Copies =
    [
        picture => Portraits.Warped(picture, Affine.Rotation(0.15, picture.Width / 2.0, picture.Height / 2.0), picture.Width, picture.Height),
        picture => Portraits.Lit(picture, 1.25),
        picture => Picture.Decode(picture.Encode(PictureFormat.Jpeg, 60)).Expect(),
        picture => picture.Resize(Math.Max(picture.Width, picture.Height) * 3 / 4),
    ];

    private (TypeShares Whole, IReadOnlyList<TypeShares> Regions) Classify(Picture picture, IReadOnlyList<FaceType> types)
    {
        using var levels = new PictureLevels(picture);
        return Geometry.Classify(new Portrait(levels, Reader.Read(levels, FaceReading.Mesh, default)[0].Mesh!, Reader, default), types);
    }

    private sealed class SameShares : IEqualityComparer<(int Best, double[] Parts)>
    {
        public bool Equals((int Best, double[] Parts) x, (int Best, double[] Parts) y) => x.Best == y.Best && x.Parts.SequenceEqual(y.Parts);

        public int GetHashCode((int Best, double[] Parts) obj) => obj.Best;
    }
}
