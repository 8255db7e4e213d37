using System.Xml;
using Iris.Platform.Imaging;

namespace Iris.Tests.Platform.Imaging;

public sealed class OverlayTests
{
    private const string Namespaces = "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:xi=\"http://www.w3.org/2001/XInclude\"";

    [Fact]
    public void An_overlay_is_stretched_over_the_picture()
    {
        using var picture = Samples.Plain(200, 100, 10, 20, 30);
        using var drawn = picture.Draw("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect x="5" width="5" height="10" fill="#f00"/></svg>""");
        Assert.Equal((200, 100), (drawn.Width, drawn.Height));
        Assert.Equal((10, 20, 30), drawn.At(40, 50));
        Assert.Equal((255, 0, 0), drawn.At(160, 50));
        Assert.Equal((255, 0, 0), drawn.At(160, 99));
    }

    [Theory]
    [InlineData("Gender 93 %")]
    [InlineData("여성 93 %")]
    public void Text_is_drawn(string text)
    {
        using var picture = Samples.Plain(300, 100, 0, 0, 0);
        using var drawn = picture.Draw($"<svg {Namespaces} viewBox=\"0 0 300 100\"><text x=\"10\" y=\"60\" font-size=\"40\" font-family=\"sans-serif\" fill=\"#fff\">{text}</text></svg>");
        Assert.InRange(Samples.MeanDifference(picture.Rgb, drawn.Rgb), 5, 100);
    }

    [Fact]
    public void An_overlay_without_a_view_box_has_the_size_that_it_states()
    {
        using var picture = Samples.Plain(40, 20, 0, 0, 0);
        using var drawn = picture.Draw($"<svg {Namespaces} width=\"10\" height=\"10\"><rect width=\"5\" height=\"10\" fill=\"#0f0\" fill-opacity=\"0.5\"/></svg>");
        Assert.InRange(drawn.At(10, 10).Green, 126, 129);
        Assert.Equal((0, 0, 0), drawn.At(30, 10));
    }

    [Fact]
    public void Files_and_addresses_draw_nothing()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            using var white = Samples.Plain(10, 10, 255, 255, 255);
            var png = Path.Combine(folder.FullName, "white.png");
            File.WriteAllBytes(png, white.Encode(PictureFormat.Png));
            var svg = Path.Combine(folder.FullName, "white.svg");
            File.WriteAllText(svg, $"<svg {Namespaces}><rect id=\"r\" width=\"100\" height=\"100\" fill=\"#fff\"/></svg>");
            using var picture = Samples.Plain(100, 100, 0, 0, 0);
            foreach (var content in (string[])
            [
                $"<image href=\"file://{png}\" width=\"100\" height=\"100\"/>",
                $"<image href=\"{png}\" width=\"100\" height=\"100\"/>",
                $"<image xlink:href=\"file://{svg}\" width=\"100\" height=\"100\"/>",
                "<image href=\"file:///etc/passwd\" width=\"100\" height=\"100\"/>",
                "<image href=\"http://localhost:9/white.png\" width=\"100\" height=\"100\"/>",
                $"<use href=\"file://{svg}#r\"/>",
                $"<style>@import url(\"file://{svg}\");</style>",
                $"<xi:include href=\"file://{svg}\"/>",
                $"<text y=\"50\" fill=\"#fff\"><xi:include href=\"file://{svg}\" parse=\"text\"/></text>",
            ])
            {
                using var drawn = picture.Draw($"<svg {Namespaces} viewBox=\"0 0 100 100\">{content}</svg>");
                Assert.True(picture.Rgb.SequenceEqual(drawn.Rgb), content);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Entities_are_not_expanded()
    {
        using var picture = Samples.Plain(10, 10, 0, 0, 0);
        Assert.Throws<XmlException>(() => picture.Draw($"<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg {Namespaces}><text>&a;</text></svg>"));
    }
}
