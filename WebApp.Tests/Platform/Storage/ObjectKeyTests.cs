using Iris.Platform.Storage;

namespace Iris.Tests.Platform.Storage;

public sealed class ObjectKeyTests
{
    private const string Name = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void A_new_key_reads_back_as_itself()
    {
        var key = ObjectKey.New("readings", ".jpg");

        Assert.Equal(key, ObjectKey.Parse(key.ToString()));
        Assert.Matches(@"^readings/([0-9a-f]{2})/\1[0-9a-f]{30}\.jpg$", key.ToString());
    }

    [Fact]
    public void Keys_do_not_repeat_and_spread_over_folders()
    {
        var keys = Enumerable.Range(0, 2000).Select(_ => ObjectKey.New("readings", "").ToString()).ToHashSet();

        Assert.Equal(2000, keys.Count);
        Assert.InRange(keys.Select(key => key.Split('/')[1]).Distinct().Count(), 240, 256);
    }

    [Theory]
    [InlineData($"readings/01/{Name}")]
    [InlineData($"readings/01/{Name}.jpg")]
    [InlineData($"face-types2/01/{Name}.webp")]
    public void A_key_is_accepted(string text) => Assert.Equal(text, ObjectKey.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData($"/readings/01/{Name}")]
    [InlineData($"../01/{Name}")]
    [InlineData($"readings/../{Name}")]
    [InlineData($"readings/02/{Name}")]
    [InlineData($"readings/01/{Name}/x")]
    [InlineData($"readings\\01\\{Name}")]
    [InlineData($"Readings/01/{Name}")]
    [InlineData($"readings/01/{Name}\n")]
    [InlineData($"readings/01/{Name}.")]
    [InlineData($"readings/01/{Name}..")]
    [InlineData($"readings/01/{Name}.jpg~type")]
    [InlineData($"readings/01/{Name}.jpg.tar")]
    [InlineData("readings/01/0123")]
    public void Anything_else_is_no_key(string? text)
    {
        Assert.False(ObjectKey.TryParse(text, out var key));
        Assert.Throws<InvalidOperationException>(() => key.ToString());
    }

    [Theory]
    [InlineData("", ".jpg")]
    [InlineData("a/b", ".jpg")]
    [InlineData("readings", "jpg")]
    [InlineData("readings", "./x")]
    [InlineData("readings", ".JPG")]
    public void A_new_key_needs_a_plain_prefix_and_extension(string prefix, string extension) =>
        Assert.Throws<FormatException>(() => ObjectKey.New(prefix, extension));
}
