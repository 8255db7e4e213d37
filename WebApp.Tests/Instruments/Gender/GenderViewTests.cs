using Bunit;
using Iris.Instruments;
using Iris.Instruments.Gender;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Instruments.Gender;

public sealed class GenderViewTests : ComponentContext
{
    [Fact]
    public void A_clear_answer_is_said_with_its_percentage()
    {
        var view = Show(new GenderFace(Box, "female", 97.3, false, 34.4));

        Assert.Equal("Female", view.Find("h2").TextContent);
        Assert.Equal("97.3%", view.Find("strong").TextContent);
        Assert.Equal("97.3", view.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Contains("34", view.Markup, StringComparison.Ordinal);
        Assert.Empty(view.FindAll("li"));
    }

    [Fact]
    public void A_close_call_is_no_answer()
    {
        var view = Show(new GenderFace(Box, "male", 56, true, 20));

        Assert.Contains("Too close", view.Find("h2").TextContent, StringComparison.Ordinal);
        Assert.Empty(view.FindAll("strong"));
        Assert.Contains("“Male” with 56 %", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_face_of_a_group_has_its_line()
    {
        var view = Show(new GenderFace(Box, "male", 99, false, 50), new GenderFace(Box, "female", 91, false, 30), new GenderFace(Box, "male", 52, true, 9));

        var lines = view.FindAll("li");
        Assert.Equal(3, lines.Count);
        Assert.StartsWith("Too close", lines[2].TextContent.Trim(), StringComparison.Ordinal);
    }

    private static FaceBox Box => new(1, 2, 3, 4);

    private IRenderedComponent<GenderView> Show(params GenderFace[] faces)
    {
        var result = new GenderResult(faces[0].Gender, faces[0].Percent, faces[0].Uncertain, faces[0].Age, faces);
        return Render<GenderView>(parameters => parameters.Add(view => view.Result, result));
    }
}
