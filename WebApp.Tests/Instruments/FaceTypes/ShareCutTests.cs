using Iris.Instruments.FaceTypes.Classification;
using Iris.Instruments.FaceTypes.Types;

namespace Iris.Tests.Instruments.FaceTypes;

public sealed class ShareCutTests
{
    private static readonly double[] Survey = [21.8, 21.4, 22.5, 19.2, 15.2];

    [Fact]
    public void The_surveys_own_rule_gives_the_surveys_own_figures() => Assert.Equal([24, 23, 25, 21, 17], ShareCut.Of(Survey, 110).Counts);

    [Fact]
    public void However_many_people_there_are_each_is_of_one_type()
    {
        foreach (var people in Enumerable.Range(1, 400))
        {
            var cut = ShareCut.Of(Survey, people);
            Assert.Equal(people, cut.Counts.Sum());
            Assert.All(cut.Counts, count => Assert.True(count >= 0));
            Assert.Equal(1, cut.Bounds[^1]);
        }
    }

    [Fact]
    public void Too_few_after_rounding_go_to_whoever_was_nearest_to_the_next() => Assert.Equal([1, 2, 1], ShareCut.Of([33.3, 33.4, 33.3], 4).Counts);

    [Fact]
    public void Shares_that_are_no_percentages_are_brought_to_one_hundred() => Assert.Equal([10, 30], ShareCut.Of([20, 60], 40).Counts);

    [Fact]
    public void People_in_order_fall_into_types_as_often_as_the_survey_found_them()
    {
        var cut = ShareCut.Of(Survey, 110);

        var types = Enumerable.Range(0, 110).Select(person => GeometryClassifier.Shares((person + 0.5) / 110, cut).Best).ToList();

        Assert.Equal([24, 23, 25, 21, 17], Enumerable.Range(0, 5).Select(type => types.Count(of => of == type)));
        Assert.Equal(types.Order(), types);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2182)]
    [InlineData(0.5)]
    [InlineData(0.9999)]
    [InlineData(1)]
    public void The_type_itself_has_the_most_and_all_together_are_one(double percentile)
    {
        var shares = GeometryClassifier.Shares(percentile, ShareCut.Of([40, 1, 30, 29], 300));

        Assert.Equal(1, shares.Parts.Sum(), 9);
        Assert.Equal(shares.Parts.Max(), shares.Parts[shares.Best]);
    }
}
