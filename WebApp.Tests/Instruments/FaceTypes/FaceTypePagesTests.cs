using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Iris.Accounts;
using Iris.Instruments.FaceTypes;
using Iris.Instruments.FaceTypes.Pages;
using Iris.Instruments.FaceTypes.References;
using Iris.Instruments.FaceTypes.Sharing;
using Iris.Instruments.FaceTypes.Survey;
using Iris.Instruments.FaceTypes.Training;
using Iris.Instruments.FaceTypes.Types;
using Iris.Instruments.FaceTypes.Validation;
using Iris.Instruments.Pages;
using Iris.Instruments.Readings;
using Iris.Platform.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor;

namespace Iris.Tests.Instruments.FaceTypes;

[Collection(nameof(WithIris))]
public sealed class FaceTypePagesTests : ComponentContext, IAsyncLifetime
{
    private readonly IrisApplication iris;
    private readonly BunitAuthorizationContext signedIn;

    public FaceTypePagesTests(IrisApplication iris)
    {
        this.iris = iris;
        signedIn = AddAuthorization().SetAuthorized("admin").SetRoles(Roles.Admin).SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{Guid.NewGuid()}"));
        foreach (var service in new[] { typeof(TypeCatalogue), typeof(CardLinks), typeof(ReferencePictures), typeof(Trainings), typeof(TrainingRunner), typeof(TypeSurvey), typeof(TimeProvider) })
        {
            Services.AddSingleton(service, iris.Services.GetRequiredService(service));
        }

        Services.AddSingleton(Options.Create(new SharingOptions { KakaoTalk = "https://talk.example/?u={url}&t={title}" }));
    }

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync()
    {
        await FaceTypeStage.ClearAsync(iris);
        await DisposeAsync();
    }

    [Fact]
    public async Task The_fields_say_what_is_missing_until_nothing_is()
    {
        _ = Over;
        var readiness = new UploadReadiness();
        var inputs = Render<CascadingValue<UploadReadiness>>(value => value.Add(v => v.Value, readiness).AddChildContent<FaceTypeInputs>());
        Assert.Contains("birth date and MBTI", readiness.Reason, StringComparison.Ordinal);

        var date = inputs.FindComponent<MudDatePicker>();
        await date.InvokeAsync(() => date.Instance.DateChanged.InvokeAsync(new DateTime(1995, 5, 17)));
        Assert.Contains("MBTI", readiness.Reason, StringComparison.Ordinal);
        var mbti = inputs.FindComponent<MudSelect<string>>();
        await mbti.InvokeAsync(() => mbti.Instance.ValueChanged.InvokeAsync("INFP"));
        Assert.Null(readiness.Reason);
        Assert.Equal(["1995-05-17", "INFP"], inputs.FindAll("input[type=hidden][name]").Select(field => field.GetAttribute("value")));

        await date.InvokeAsync(() => date.Instance.DateChanged.InvokeAsync(TimeProvider.System.GetUtcNow().UtcDateTime.AddYears(-10)));
        Assert.Contains("14", readiness.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_filled_in_before_is_there_again()
    {
        _ = Over;
        JSInterop.Setup<string?>("sessionStorage.getItem", "iris.face-type").SetResult("""{"birthDate":"1995-05-17T00:00:00","mbti":"ENTP"}""");
        var readiness = new UploadReadiness();

        var inputs = Render<CascadingValue<UploadReadiness>>(value => value.Add(v => v.Value, readiness).AddChildContent<FaceTypeInputs>());

        inputs.WaitForAssertion(() => Assert.Null(readiness.Reason));
        Assert.Equal(["1995-05-17", "ENTP"], inputs.FindAll("input[type=hidden][name]").Select(field => field.GetAttribute("value")));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{"mbti":"ABCD"}""")]
    public void What_something_else_left_there_is_no_harm(string remembered)
    {
        _ = Over;
        JSInterop.Setup<string?>("sessionStorage.getItem", "iris.face-type").SetResult(remembered);
        var readiness = new UploadReadiness();

        Render<CascadingValue<UploadReadiness>>(value => value.Add(v => v.Value, readiness).AddChildContent<FaceTypeInputs>());

        Assert.NotNull(readiness.Reason);
    }

    [Fact]
    public void A_result_shows_type_percents_regions_pictures_and_that_it_is_a_game()
    {
        var reading = AReading();
        Renderer.SetRendererInfo(new("Server", isInteractive: true));

        var view = Render<CascadingValue<Reading>>(value => value.Add(v => v.Value, reading).AddChildContent<FaceTypeView>(parameters => parameters.Add(v => v.Result, AResult())));

        Assert.Equal("Beta", view.Find("h2").TextContent);
        Assert.Equal("61.5%", view.Find("strong").TextContent);
        Assert.Equal(["Alpha", "Beta"], view.FindAll(".scores li span:first-child").Select(name => name.TextContent));
        Assert.Equal(3, view.FindAll(".regions li").Count);
        Assert.Equal(Enumerable.Range(1, 4).Select(number => $"/api/v1/face-type/{reading.Id}/pictures/{number}"), view.FindAll(".pictures img").Select(image => image.GetAttribute("src")));
        Assert.Contains("drawn by us", view.Markup, StringComparison.Ordinal);
        Assert.Contains("a game with proportions, not a judgement", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_example_of_a_good_picture_is_drawn() => Assert.Single(Render<GoodPortrait>().FindAll("svg[role=img][aria-label]"));

    [Fact]
    public void An_admin_changes_a_type_and_puts_another_in_its_place()
    {
        _ = Over;
        var list = Render<TypeList>();
        list.WaitForAssertion(() => Assert.Equal(5, list.FindAll("ol.list > li").Count));

        list.Find("[data-type=Beta] [data-action=edit]").Click();
        list.Find("input[name=name]").Input("");
        list.Find("form").Submit();
        list.WaitForAssertion(() => Assert.Contains("must not be empty", list.Markup, StringComparison.Ordinal));
        list.Find("input[name=name]").Input("Sigma");
        list.Find("form").Submit();
        list.WaitForAssertion(() => Assert.NotNull(list.Find("[data-type=Sigma]")));

        list.Find("[data-type=Sigma] button[aria-label='Move Sigma up']").Click();
        list.WaitForAssertion(() => Assert.Equal(["Sigma", "Alpha", "Gamma", "Delta", "Omega"], list.FindAll("ol.list > li").Select(type => type.GetAttribute("data-type"))));
    }

    [Fact]
    public void Ways_to_share_are_plain_addresses_and_kakaotalk_only_where_configured()
    {
        var ways = new SharingOptions().Ways("https://iris.example/cards/a b", "Beta & me").ToList();

        Assert.Equal(["Facebook", "X"], ways.Select(way => way.Name));
        Assert.All(ways, way => Assert.Contains("https%3A%2F%2Firis.example%2Fcards%2Fa%20b", way.Href, StringComparison.Ordinal));
        var all = new SharingOptions { KakaoTalk = "https://talk.example/?u={url}&t={title}" }.Ways("https://iris.example/cards/x", "Beta & me").ToList();
        Assert.Equal(("KakaoTalk", "https://talk.example/?u=https%3A%2F%2Firis.example%2Fcards%2Fx&t=Beta%20%26%20me"), all[^1]);
    }

    [Fact]
    public async Task Somebody_votes_on_one_face_after_the_other_and_changes_a_vote()
    {
        Renderer.SetRendererInfo(new("Server", isInteractive: true));
        var (admin, voter) = (await iris.APerson().AsAdmin().SignedInAsync(), await iris.APerson().SignedInAsync());
        for (var index = 0; index < 2; index++) await FaceTypeStage.ReferenceAsync(iris, admin, FaceTypeStage.First);
        signedIn.SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{voter.Id}"));
        _ = Over;
        var page = Render<SurveyPage>();

        page.WaitForElement("[data-vote=Beta]").Click();
        page.WaitForAssertion(() => Assert.Contains("1 of 2", page.Find("[data-value=voted]").TextContent, StringComparison.Ordinal));
        page.Find("[data-vote=Omega]").Click();
        page.WaitForAssertion(() => Assert.Contains("all 2", page.Find("[data-value=voted]").TextContent, StringComparison.Ordinal));
        page.Find("[data-vote=Alpha]").Click();
        page.WaitForElement("[data-vote=Alpha][aria-pressed=true]");
        page.Find("[data-action=back]").Click();
        page.WaitForElement("[data-vote=Beta][aria-pressed=true]");
        page.Find("[data-action=take-back]").Click();
        page.WaitForAssertion(() => Assert.Contains("1 of 2", page.Find("[data-value=voted]").TextContent, StringComparison.Ordinal));

        var names = (await iris.Services.GetRequiredService<TypeCatalogue>().ReadAsync(default)).ToDictionary(type => type.Id, type => type.Name);
        var votes = await iris.Services.GetRequiredService<TypeSurvey>().ReadAsync(voter.Id, default);
        Assert.Equal([null, "Alpha"], votes.Select(vote => vote.Vote is { } type ? names[type] : null));
    }

    internal static FaceTypeResult AResult() => new(
        true, "Beta", "Warm.", "Warm.", new Dictionary<string, TypeWords> { ["en"] = new("Beta", "Warm."), ["ko"] = new("베타", "따뜻해요.") }, Guid.NewGuid(),
        [new("Alpha", "알파", 38.5), new("Beta", "베타", 61.5)],
        [.. FaceRegions.All.Select(region => new RegionScores(region, new(10, 10, 100, 100), [new("Alpha", "알파", 30), new("Beta", "베타", 70)]))],
        "geometry-1", new DateOnly(1995, 5, 17), "INFP", null);

    private static Reading AReading() => new()
    {
        Id = Guid.CreateVersion7(),
        OwnerId = Guid.NewGuid(),
        Instrument = FaceTypeInstrument.Name,
        CreatedAt = TimeProvider.System.GetUtcNow(),
        Model = "m",
        ElapsedMs = 1,
        Result = "{}",
        OriginalKey = ObjectKey.New("readings", ".jpg"),
        ThumbnailKey = ObjectKey.New("readings", ".jpg"),
        Width = 640,
        Height = 480,
        Bytes = 1,
    };
}
