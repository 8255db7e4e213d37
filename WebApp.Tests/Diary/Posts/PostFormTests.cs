using System.Globalization;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Iris.Diary.Friends;
using Iris.Diary.Posts;
using Iris.Diary.Posts.Pages.Editing;
using Iris.Gallery;
using Iris.Instruments.Readings;
using Iris.Shell;
using Iris.Tests.Gallery;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Posts;

/// <summary>The form over the real database; the script that keeps the words is played by the test.</summary>
[Collection(nameof(WithIris))]
public sealed class PostFormTests : ComponentContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IrisApplication iris;
    private readonly BunitAuthorizationContext authorization;
    private readonly BunitJSModuleInterop module;
    private readonly BunitJSModuleInterop script;

    public PostFormTests(IrisApplication iris)
    {
        this.iris = iris;
        authorization = this.AddAuthorization();
        Services.AddSingleton(iris.Services.GetRequiredService<OwnPosts>());
        Services.AddSingleton(iris.Services.GetRequiredService<OwnReadings>());
        Services.AddSingleton(iris.Services.GetRequiredService<FriendList>());
        module = JSInterop.SetupModule("./Diary/Posts/Pages/Editing/PostForm.razor.js");
        module.Mode = JSRuntimeMode.Loose;
        script = module.SetupModule(invocation => invocation.Identifier == "attach");
        script.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task A_new_post_is_sent_to_the_list_and_a_change_to_the_post()
    {
        var person = await SignInAsync();
        var post = await new PostBuilder(iris, person).WrittenAsync();

        var whole = await WholeAsync(post);

        Open();
        var changed = Open(parameters => parameters.Add(form => form.Post, whole));

        Assert.Equal(
            [("POST", "/api/v1/diary/posts", $"iris.private.diary.{person.Id}.new"), ("PUT", $"/api/v1/diary/posts/{post.Id}", $"iris.private.diary.{person.Id}.{post.Id}")],
            module.Invocations["attach"].Select(call => ((string)call.Arguments[3]!, (string)call.Arguments[4]!, (string)call.Arguments[2]!)));
        Assert.Equal(post.Text, changed.Find("textarea").GetAttribute("value"));
        Assert.Equal((post.Title, "2026-11-20"), (changed.Find("#post-title").GetAttribute("value"), changed.Find("[name=day]").GetAttribute("value")));
        Assert.Equal("11/20/2026", changed.Find("#post-day").GetAttribute("value"));
    }

    [Fact]
    public async Task A_draft_is_back_with_its_picture_and_can_be_thrown_away()
    {
        var person = await SignInAsync();
        var reading = await new ReadingBuilder(iris, person).KeptAsync();
        Found(reading);

        var form = Open();

        form.WaitForAssertion(() => Assert.Equal($"{reading.Id}", PictureId(form)), Patience);
        Assert.Equal(("2026-11-19", "sad", "rain"), (Value("day"), Value("mood"), Value("weather")));
        Assert.Contains("What you had not saved is back", form.Find(".draft").TextContent, StringComparison.Ordinal);
        await form.Find("[data-action=discard]").ClickAsync();
        Assert.Null(PictureId(form));
        Assert.Empty(form.FindAll(".draft"));
        Assert.Equal(Services.GetRequiredService<Viewer>().Today.ToString("o", CultureInfo.InvariantCulture), form.Find("[name=day]").GetAttribute("value"));
        Assert.Equal(("", ""), (Value("mood") ?? "", Value("weather") ?? ""));
        script.VerifyInvoke("discard");

        string? Value(string name) => form.Find($"[name={name}]").GetAttribute("value");
    }

    [Fact]
    public async Task A_picture_that_was_just_asked_for_counts_more_than_that_of_a_draft()
    {
        var person = await SignInAsync();
        var (drafted, asked) = (await new ReadingBuilder(iris, person).KeptAsync(), await new ReadingBuilder(iris, person).KeptAsync());
        Found(drafted);

        var form = Open(parameters => parameters.Add(f => f.Picture, asked.Id));

        Assert.NotNull(form.Find(".draft"));
        Assert.Equal($"{asked.Id}", PictureId(form));
    }

    [Fact]
    public async Task A_picture_is_chosen_from_the_own_gallery_and_taken_out_again()
    {
        var person = await SignInAsync();
        for (var i = 0; i < 19; i++) await new ReadingBuilder(iris, person).KeptAsync();
        await new ReadingBuilder(iris, await iris.APerson().SignedInAsync()).KeptAsync();
        var form = Open();

        form.Find("[data-action=choose]").Click();
        Over.WaitForAssertion(() => Assert.Equal(18, Over.FindAll(".pictures button").Count), Patience);
        await Over.Find("[data-action=more]").ClickAsync();
        Over.WaitForAssertion(() => Assert.Equal(19, Over.FindAll(".pictures button").Count), Patience);
        Assert.Empty(Over.FindAll("[data-action=more]"));
        await Over.FindAll(".pictures button")[18].ClickAsync();

        form.WaitForElement("img.chosen", Patience);
        Assert.True(Guid.TryParse(PictureId(form), out var first));
        Assert.Contains("Brightness 200", form.Find("p[role=status]").TextContent, StringComparison.Ordinal);
        script.VerifyInvoke("keep");

        // Another one, which is put first.
        form.Find("[data-action=choose]").Click();
        Over.WaitForElement(".pictures button", Patience);
        await Over.Find(".pictures button").ClickAsync();
        form.WaitForElement("[data-action=first]", Patience);
        await form.Find("[data-action=first]").ClickAsync();
        Assert.EndsWith($" {first}", PictureId(form), StringComparison.Ordinal);
        await form.Find("[data-action=remove]").ClickAsync();
        Assert.Equal($"{first}", PictureId(form));

        await form.Find("[data-action=remove]").ClickAsync();
        Assert.Null(PictureId(form));
        Assert.Empty(form.FindAll("img.chosen"));
    }

    [Fact]
    public async Task An_empty_gallery_leads_to_the_painter()
    {
        await SignInAsync();
        var form = Open();

        form.Find("[data-action=choose]").Click();

        Assert.Equal("/diary/paint", Over.WaitForElement("[role=group] a", Patience).GetAttribute("href"));
    }

    [Fact]
    public async Task A_picture_that_was_deleted_stays_with_its_post_until_another_choice()
    {
        var person = await SignInAsync();
        var reading = await new ReadingBuilder(iris, person).Deleted(TimeProvider.System.GetUtcNow()).KeptAsync();
        var post = await new PostBuilder(iris, person).Showing(reading).WrittenAsync();

        var whole = await WholeAsync(post);
        var form = Open(parameters => parameters.Add(f => f.Post, whole));

        Assert.Contains("The picture was deleted", form.Find(".gone").TextContent, StringComparison.Ordinal);
        Assert.Equal($"{reading.Id}", PictureId(form));
    }

    [Fact]
    public async Task What_the_api_refused_stands_beside_its_field_and_the_keyboard_goes_there()
    {
        await SignInAsync();
        var form = Open();

        await form.InvokeAsync(() => form.Instance.Refused(400, """{"detail": "Look.", "errors": {"title": ["Give it a title."], "pictureIds": ["There is no such picture."]}}"""));

        var title = form.Find("#post-title");
        Assert.Equal("true", title.GetAttribute("aria-invalid"));
        Assert.Equal("Give it a title.", form.Find($"#{title.GetAttribute("aria-describedby")}").TextContent);
        Assert.Contains("There is no such picture.", form.Markup, StringComparison.Ordinal);
        Assert.Equal("false", form.Find("#post-text").GetAttribute("aria-invalid"));
        Assert.Equal("post-text-hint", form.Find("#post-text").GetAttribute("aria-describedby"));
        script.VerifyInvoke("focusRefused");
    }

    [Theory]
    [InlineData(0, "", "could not be reached")]
    [InlineData(502, "<html>Bad gateway</html>", "could not be saved")]
    [InlineData(429, """{"detail": "Wait a little."}""", "Wait a little.")]
    public async Task Whatever_goes_wrong_is_said_in_a_sentence(int status, string body, string sentence)
    {
        await SignInAsync();
        var form = Open();

        await form.InvokeAsync(() => form.Instance.Refused(status, body));

        Assert.Contains(sentence, form.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_leaves_unsaved_words_is_asked_and_may_stay()
    {
        await SignInAsync();
        var form = Open();
        var address = (BunitNavigationManager)Services.GetRequiredService<NavigationManager>();
        await form.InvokeAsync(() => form.Instance.Changed(true));

        address.NavigateTo("/diary");
        var stay = Over.WaitForElement("[role=dialog] button", Patience);
        await stay.ClickAsync();
        // Nothing need be rendered after the answer, and bUnit looks again only at renders.
        Assert.True(SpinWait.SpinUntil(() => address.History.Any(visit => visit.State == NavigationState.Prevented), Patience));

        await form.InvokeAsync(() => form.Instance.Changed(false));
        address.NavigateTo("/diary");
        Assert.Equal("http://localhost/diary", address.Uri);
    }

    [Fact]
    public async Task A_saved_post_is_shown()
    {
        await SignInAsync();
        var form = Open();
        var id = Guid.NewGuid();
        await form.InvokeAsync(() => form.Instance.Changed(true));

        await form.InvokeAsync(() => form.Instance.Saved(id));

        Assert.EndsWith($"/diary/posts/{id}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    private async Task<TestPerson> SignInAsync()
    {
        var person = await iris.APerson().SignedInAsync();
        authorization.SetAuthorized(person.Nickname);
        authorization.SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{person.Id}"));
        return person;
    }

    private void Found(Reading drafted) => script.Setup<PostDraft?>("restore").SetResult(new PostDraft("2026-11-19", $"{drafted.Id}", "", "", "sad", "rain", new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero)));

    private IRenderedComponent<PostForm> Open(Action<ComponentParameterCollectionBuilder<PostForm>>? parameters = null)
    {
        Renderer.SetRendererInfo(new("Server", isInteractive: true));
        _ = Over;
        var form = Render<PostForm>(parameters ?? (_ => { }));
        form.WaitForElement("form > fieldset:not([disabled])", Patience);
        return form;
    }

    private async Task<WholePost> WholeAsync(DiaryPost post) => (await iris.Services.GetRequiredService<OwnPosts>().ReadAsync(post.OwnerId, post.Id, default))!;

    private static string? PictureId(IRenderedComponent<PostForm> form) => form.Find("[name=pictureIds]").GetAttribute("value") is { Length: > 0 } ids ? ids : null;
}
