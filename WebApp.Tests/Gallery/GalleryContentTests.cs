using Bunit;
using Iris.Gallery;
using Iris.Gallery.Browsing;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Gallery;

public sealed class GalleryContentTests : BunitContext
{
    private static readonly GalleryItem Item = new(Guid.CreateVersion7(), "probe", "Probe", "Brightness 200", DateTimeOffset.UnixEpoch, 64, 48, "probe 1", 1);

    public GalleryContentTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void While_the_first_page_is_on_its_way_there_are_placeholders()
    {
        var content = Render<GalleryContent>();

        Assert.Equal(8, content.FindAll(".skeleton").Count);
        Assert.NotEmpty(content.Find("[role=status]").TextContent);
    }

    [Fact]
    public void An_empty_gallery_leads_to_the_first_picture()
    {
        var content = Render<GalleryContent>(parameters => parameters.Add(c => c.Items, []).Add(c => c.StartHref, "/probe"));

        Assert.Equal("/probe", content.Find(".empty-state a.button-primary").GetAttribute("href"));
    }

    [Fact]
    public void A_failure_can_be_tried_again()
    {
        var retried = 0;
        var content = Render<GalleryContent>(parameters => parameters.Add(c => c.Failed, true).Add(c => c.OnRetry, () => retried++));

        content.Find("[role=alert] button").Click();

        Assert.Equal(1, retried);
    }

    [Fact]
    public void A_reading_is_a_link_with_its_headline_and_a_named_button_to_delete_it()
    {
        GalleryItem? deleted = null;
        var content = Render<GalleryContent>(parameters => parameters.Add(c => c.Items, [Item]).Add(c => c.OnDelete, item => deleted = item));

        Assert.Contains("Brightness 200", content.Find($"a[href='/gallery/{Item.Id}']").TextContent, StringComparison.Ordinal);
        Assert.Equal(Item.ThumbnailUrl, content.Find("img").GetAttribute("src"));
        var button = content.Find("button");
        Assert.Contains("Brightness 200", button.GetAttribute("aria-label"), StringComparison.Ordinal);
        button.Click();
        Assert.Same(Item, deleted);
        Assert.Empty(content.FindAll(".more"));
    }

    [Fact]
    public void More_can_be_asked_for_while_there_is_more()
    {
        var asked = 0;
        var content = Render<GalleryContent>(parameters => parameters.Add(c => c.Items, [Item]).Add(c => c.HasMore, true).Add(c => c.OnMore, () => asked++));

        content.Find("button.more").Click();

        Assert.Equal(1, asked);
    }

    [Fact]
    public void A_deletion_is_announced_and_the_keyboard_goes_to_undo()
    {
        var undone = 0;
        var notice = Render<UndoNotice>(parameters => parameters.Add(n => n.OnUndo, () => undone++));
        Assert.Empty(notice.Find("[role=status]").TextContent.Trim());

        notice.Render(parameters => parameters.Add(n => n.Deleted, "Brightness 200"));

        Assert.Contains("Brightness 200", notice.Find("[role=status]").TextContent, StringComparison.Ordinal);
        JSInterop.VerifyFocusAsyncInvoke();
        notice.Find("button").Click();
        Assert.Equal(1, undone);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public void Every_text_is_there_in_both_languages(string language)
    {
        var texts = new System.Resources.ResourceManager(typeof(GalleryText)).GetResourceSet(new(language == "en" ? "" : language), true, false);
        var english = new System.Resources.ResourceManager(typeof(GalleryText)).GetResourceSet(System.Globalization.CultureInfo.InvariantCulture, true, false);

        Assert.Equal(
            english!.Cast<System.Collections.DictionaryEntry>().Select(entry => entry.Key).Order(),
            texts!.Cast<System.Collections.DictionaryEntry>().Select(entry => entry.Key).Order());
    }
}
