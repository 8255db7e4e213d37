using Iris.Instruments;
using Iris.Instruments.FaceTypes;
using Iris.Tests.Platform.Imaging;

namespace Iris.Tests.Instruments.FaceTypes;

public sealed class FaceTypeOptionsTests
{
    private static readonly DateOnly Today = new(2026, 11, 28);

    [Fact]
    public void What_was_said_is_read()
    {
        var options = FaceTypeOptions.From(Fields("1995-05-17", "infp", "42000.50")).Expect();

        Assert.Equal((new DateOnly(1995, 5, 17), "INFP", 42000.50m), (options.BirthDate, options.Mbti, options.Salary));
        Assert.Null(options.CheckAge(Today));
    }

    [Theory]
    [InlineData(null, "INFP", null, "bad-birth-date")]
    [InlineData("17.5.1995", "INFP", null, "bad-birth-date")]
    [InlineData("1995-02-30", "INFP", null, "bad-birth-date")]
    [InlineData("1995-05-17", null, null, "bad-mbti")]
    [InlineData("1995-05-17", "ABCD", null, "bad-mbti")]
    [InlineData("1995-05-17", "INFP", "-1", "bad-salary")]
    [InlineData("1995-05-17", "INFP", "1e400", "bad-salary")]
    public void What_is_missing_or_wrong_is_refused(string? birthDate, string? mbti, string? salary, string code) =>
        Assert.Equal(code, FaceTypeOptions.From(Fields(birthDate, mbti, salary)).ExpectRefusal().Code);

    [Theory]
    [InlineData("2012-11-28", null)]
    [InlineData("2012-11-29", "bad-age")]
    [InlineData("2026-11-29", "bad-birth-date")]
    [InlineData("1890-01-01", "bad-birth-date")]
    public void Fourteen_is_the_least_age(string birthDate, string? code) =>
        Assert.Equal(code, FaceTypeOptions.From(Fields(birthDate, "INFP", null)).Expect().CheckAge(Today)?.Code);

    private static OptionFields Fields(string? birthDate, string? mbti, string? salary) =>
        new(new Dictionary<string, string?> { ["birthDate"] = birthDate, ["mbti"] = mbti, ["salary"] = salary }.Where(field => field.Value is not null).ToDictionary(field => field.Key, field => field.Value!));
}
