using Bunit;
using Iris.Diary.Painting;
using Iris.Diary.Painting.Jobs;
using Iris.Diary.Painting.Studio;
using Iris.Diary.Painting.Studio.Paintings;

namespace Iris.Tests.Diary.Painting;

/// <summary>A picture on the easel in each of its states.</summary>
public sealed class PaintingCardTests : ComponentContext
{
    private static readonly PaintingState Queued = new(Guid.NewGuid(), Guid.NewGuid(), JobStatus.Queued, 0, 0, HasPreview: false, null, null);

    [Fact]
    public void What_waits_says_so_and_can_be_taken_back()
    {
        StudioPicture? cancelled = null;
        var card = Show(Queued, parameters => parameters.Add(c => c.OnCancel, picture => cancelled = picture));

        Assert.Contains("Waiting for a free brush", card.Markup, StringComparison.Ordinal);
        Assert.Equal("0", card.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        card.Find("[data-action=cancel]").Click();

        Assert.Equal(Queued.JobId, cancelled?.Id);
    }

    [Fact]
    public void What_is_painted_shows_steps_and_preview()
    {
        var card = Show(Queued with { Status = JobStatus.Running, Step = 5, StepCount = 20, HasPreview = true });

        Assert.Equal("25", card.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Contains("Step 5 of 20", card.Markup, StringComparison.Ordinal);
        Assert.EndsWith("/preview?step=5", card.Find("img").GetAttribute("src"), StringComparison.Ordinal);
        Assert.Equal("true", card.Find("figure").GetAttribute("aria-busy"));
    }

    [Fact]
    public void A_finished_picture_is_downloaded_opened_used_for_a_post_and_ordered_with_another_seed()
    {
        var (picture, again) = (Guid.NewGuid(), 0);
        var card = Show(Queued with { Status = JobStatus.Done, PictureId = picture }, parameters => parameters.Add(c => c.CanOrder, true).Add(c => c.OnAgain, _ => again++));

        Assert.Equal($"/api/v1/gallery/{picture}/image", card.Find("img").GetAttribute("src"));
        Assert.Equal("a red house", card.Find("img").GetAttribute("alt"));
        Assert.Equal($"/api/v1/gallery/{picture}/image?download=1", card.Find("a[download]").GetAttribute("href"));
        Assert.NotNull(card.Find($"a.mud-icon-button[href='/gallery/{picture}']"));
        Assert.Contains("Use this for a post", card.Find($"a[href='/diary/write?picture={picture}']").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("[role=progressbar]"));
        card.Find("[data-action=again]").Click();

        Assert.Equal(1, again);
    }

    [Theory]
    [InlineData(PaintingFailures.Failed)]
    [InlineData(PaintingFailures.Interrupted)]
    [InlineData(PaintingFailures.PainterMissing)]
    public void A_failure_says_why(string error)
    {
        var card = Show(Queued with { Status = JobStatus.Failed, Error = error });

        Assert.Contains("again", card.Find("figcaption").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Failure.", card.Markup, StringComparison.Ordinal);
        Assert.True(card.Find("[data-action=again]").HasAttribute("disabled"), "Nothing may be ordered now.");
    }

    [Fact]
    public void What_was_taken_back_says_so()
    {
        var card = Show(Queued with { Status = JobStatus.Cancelled });

        Assert.Contains("Taken back", card.Find("figcaption").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<PaintingCard> Show(PaintingState state, Action<ComponentParameterCollectionBuilder<PaintingCard>>? more = null) => Render<PaintingCard>(parameters =>
    {
        parameters.Add(card => card.Picture, new StudioPicture(new PaintingOrder("a red house", Seed: 7), state));
        more?.Invoke(parameters);
    });
}
