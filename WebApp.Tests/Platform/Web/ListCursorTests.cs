using Iris.Platform.Web.Api;

namespace Iris.Tests.Platform.Web;

public sealed class ListCursorTests
{
    [Fact]
    public void A_cursor_reads_back_as_the_id_it_was_made_of()
    {
        var id = Guid.CreateVersion7();

        Assert.True(ListCursor.TryDecode(ListCursor.Encode(id), out var last));
        Assert.Equal(id, last);
        Assert.Matches("^[A-Za-z0-9_-]{22}$", ListCursor.Encode(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("!AAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("가나다")]
    public void Anything_else_is_no_cursor(string text) => Assert.False(ListCursor.TryDecode(text, out _));
}
