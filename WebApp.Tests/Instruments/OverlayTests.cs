using System.Xml.Linq;
using Iris.Instruments;

namespace Iris.Tests.Instruments;

public sealed class OverlayTests
{
    [Fact]
    public void The_svg_has_the_pictures_own_coordinates()
    {
        var svg = XElement.Parse(new Overlay(640, 480, [new OverlayBox(10, 120, 100, 110, "#fff", "♀ 97%")]).ToSvg());

        Assert.Equal("0 0 640 480", svg.Attribute("viewBox")?.Value);
        var box = svg.Elements().First(element => element.Name.LocalName == "rect");
        Assert.Equal(("10", "120", "100", "110"), (box.Attribute("x")?.Value, box.Attribute("y")?.Value, box.Attribute("width")?.Value, box.Attribute("height")?.Value));
        Assert.Equal("♀ 97%", svg.Elements().Single(element => element.Name.LocalName == "text").Value);
    }

    [Fact]
    public void A_label_can_not_bring_markup()
    {
        var svg = new Overlay(100, 100, [new OverlayBox(0, 0, 50, 50, "#fff", "<script>alert(1)</script>")]).ToSvg();

        Assert.DoesNotContain(XElement.Parse(svg).Descendants(), element => element.Name.LocalName == "script");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(590, 0)]
    [InlineData(590, 430)]
    [InlineData(0, 0, 640, 480)]
    public void A_label_stays_inside_the_picture(float x, float y, float width = 50, float height = 50)
    {
        var svg = XElement.Parse(new Overlay(640, 480, [new OverlayBox(x, y, width, height, "#fff", "♂ 88%")]).ToSvg());

        var plate = svg.Elements().Single(element => element.Attribute("fill-opacity") is not null);
        var (left, top) = ((float)plate.Attribute("x")!, (float)plate.Attribute("y")!);
        Assert.InRange(left, 0, 640 - (float)plate.Attribute("width")!);
        Assert.InRange(top, 0, 480 - (float)plate.Attribute("height")!);
    }

    [Fact]
    public void Numbers_are_written_alike_in_every_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
        try
        {
            Assert.Contains("x=\"1.5\"", new Overlay(10, 10, [new OverlayBox(1.5f, 2, 3, 4, "#fff")]).ToSvg(), StringComparison.Ordinal);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }
}
