using Iris.Platform;

namespace Iris.Tests.Platform;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n\u00A0\u3000\u2028")]
    [InlineData("\0\u0007\u009F")]
    [InlineData("\u200B\u200B")]
    [InlineData("\u2060\uFEFF\u200E\u200D")]
    [InlineData("\u00AD")]
    [InlineData("\u3164\u115F\u1160\uFFA0")]
    [InlineData("\u2800")]
    [InlineData("\u180B\uFE0F\u034F\U000E0100\U000E0041")]
    [InlineData("\u0301")]
    public void What_nobody_sees_is_nothing(string text)
    {
        Assert.Equal("", PlainText.OneLine(text));
        Assert.Equal("", PlainText.Lines(text));
    }

    [Theory]
    [InlineData("한글")]
    [InlineData("👩‍👩‍👧")]
    [InlineData("1️⃣")]
    [InlineData(".")]
    [InlineData("क्‍ष")]
    public void What_is_seen_stays_as_it_is(string text)
    {
        Assert.Equal(text, PlainText.OneLine(text));
        Assert.Equal(text, PlainText.Lines(text));
    }

    [Theory]
    [InlineData(" a\r\n\tb\u00A0 c ", "a b c")]
    [InlineData("a \0 b", "a b")]
    [InlineData("a\u0007b\u0085c\vd", "ab c d")]
    [InlineData("e\u0301", "é")]
    [InlineData("\u1112\u1161\u11AB", "한")]
    public void A_line_is_printable_composed_and_has_single_spaces(string text, string line) => Assert.Equal(line, PlainText.OneLine(text));

    [Fact]
    public void Half_of_a_character_is_none()
    {
        Assert.Equal("", PlainText.OneLine("\uD83D"));
        Assert.Equal("a", PlainText.OneLine("\uDE00a\uD83D"));
        Assert.Equal("a😀", PlainText.Lines("\uD83Da😀\uDE00"));
    }

    [Fact]
    public void Lines_keep_their_ends_and_what_they_begin_with() =>
        Assert.Equal("  a\n\n\tb\nc", PlainText.Lines("\r\n\n  a\r\r\n\tb\vc\0 \n\u2028"));

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("a👩‍👩‍👧b", 7, "a")]
    [InlineData("ae\u0301", 2, "a")]
    [InlineData("🇰🇷🇰🇷", 6, "🇰🇷")]
    [InlineData("😀", 1, "")]
    [InlineData("a\u0301\u0301\u0301", 2, "a\u0301")]
    public void A_cut_is_where_a_reader_sees_the_end_of_a_character(string text, int longest, string cut) => Assert.Equal(cut, PlainText.Cut(text, longest));

    [Theory]
    [InlineData("iris", false)]
    [InlineData("홍길동", false)]
    [InlineData("i\u200Bris", true)]
    [InlineData("iris\u3164", true)]
    [InlineData("iris\uFE0F", true)]
    public void A_text_with_something_invisible_looks_like_another(string text, bool expected) => Assert.Equal(expected, PlainText.HasInvisible(text));
}
