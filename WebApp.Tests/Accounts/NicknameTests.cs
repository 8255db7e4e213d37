using Iris.Accounts.Registration;

namespace Iris.Tests.Accounts;

public sealed class NicknameTests
{
    [Theory]
    [InlineData("홍길동")]
    [InlineData("Ada Lovelace")]
    [InlineData("no-one_9")]
    [InlineData("José")]
    public void Letters_of_any_language_make_a_nickname(string nickname) => Assert.True(Nickname.IsValid(nickname));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData(" ab")]
    [InlineData("a  b")]
    [InlineData("a\u200Bb")]
    [InlineData("\u3164\u3164")]
    [InlineData("iris\u115F")]
    [InlineData("iris\uFE0F")]
    [InlineData("<b>bold</b>")]
    [InlineData("abcdefghijklmnopqrstuvwxy")]
    [InlineData("\uFDFA\uFDFA\uFDFA")]
    public void Anything_else_does_not(string nickname) => Assert.False(Nickname.IsValid(nickname));

    [Fact]
    public void Nicknames_that_look_the_same_are_the_same()
    {
        Assert.Equal(Nickname.Normalize("Iris"), Nickname.Normalize("ｉｒｉｓ"));
        Assert.Equal(Nickname.Clean("한글"), Nickname.Clean("한글".Normalize(System.Text.NormalizationForm.FormD)));
    }
}
