using Iris.Platform.Diffusion.Tokens;

namespace Iris.Tests.Platform.Diffusion;

public sealed class VocabularyTests
{
    private static readonly Vocabulary World = new(["a", "sun", "yellow", "cat's", "해", "집", "노란", "아래"], ["가", "이", "에", "에서", "는", "의"]);

    [Theory]
    [InlineData("A yellow SUN!")]
    [InlineData("a robot, a sun and a robot", "robot", "and")]
    [InlineData("Robot robot ROBOT", "Robot")]
    [InlineData("the cat's sun", "the")]
    [InlineData("the cat’s sun", "the")]
    [InlineData("'sun' \"yellow\" (sun)")]
    [InlineData("노란 해가 집에서는 아래에")]
    [InlineData("로봇이 집에 있어요", "로봇이", "있어요")]
    [InlineData("가 에서", "가", "에서")] // an ending without a stem is no word
    [InlineData("🎈☀️ ... !?")]
    [InlineData("\ud800 sun \udc00")]
    [InlineData("")]
    public void Words_outside_of_the_world_are_told_in_order_and_once(string prompt, params string[] unknown) =>
        Assert.Equal(unknown, World.Unknown(prompt));

    [Fact]
    public void Two_spellings_of_the_same_letters_are_the_same_word() =>
        Assert.Empty(World.Unknown("노란 해".Normalize(System.Text.NormalizationForm.FormD)));

    [Fact]
    public void The_rest_is_painted()
    {
        Assert.Equal("a  sun,  집에", World.Known("a purple sun, 로봇과 집에"));
        Assert.Equal("노란 해", World.Known("노란 해"));
    }

    [Fact]
    public void An_endless_word_is_unknown_at_once()
    {
        var word = new string('가', 100_000);

        Assert.Equal([word], World.Unknown(word));
    }
}
