using System.Net;

namespace Iris.Tests.Diary.Painting;

/// <summary>The page as it arrives, before it is interactive.</summary>
[Collection(nameof(WithIris))]
public sealed class PaintPageTests(IrisApplication iris)
{
    [Theory]
    [InlineData("")]
    [InlineData("?again=abc")]
    [InlineData("?again=abc&seed=new")]
    [InlineData("?again=00000000-0000-0000-0000-000000000001")]
    public async Task An_address_that_names_no_picture_begins_with_an_empty_sheet(string query)
    {
        var person = await iris.APerson().SignedInToSiteAsync();

        using var answer = await person.Client.GetAsync($"/diary/paint{query}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("id=\"prompt\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
