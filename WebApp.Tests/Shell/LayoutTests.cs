using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Iris.Shell;
using Iris.Shell.Frame;
using Iris.Shell.Look;
using Iris.Shell.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Shell;

public sealed class LayoutTests : ComponentContext
{
    private readonly BunitAuthorizationContext person;

    public LayoutTests()
    {
        person = this.AddAuthorization();
        Services.AddSingleton(Place("/later", NavigationArea.Instrument, 2));
        Services.AddSingleton(Place("/first", NavigationArea.Instrument, 1));
        Services.AddSingleton(Place("/diary", NavigationArea.Diary, 1));
        Services.AddSingleton(Place("/mine", NavigationArea.Library, 1));
        Services.AddSingleton(Place("/account/profile", NavigationArea.Account, 1));
        Services.AddSingleton(Place("/admin", NavigationArea.Administration, 1, role: "Admin"));
        SetRendererInfo(new("Server", isInteractive: true));
    }

    [Fact]
    public void A_visitor_is_invited_and_sees_the_instruments_in_order()
    {
        var page = Render<Home>();

        Assert.NotNull(page.Find("a[href='/account/register']"));
        Assert.Equal(["/first", "/later", "/diary"], page.FindAll(".instrument-cards a").Select(card => card.GetAttribute("href")));
    }

    [Fact]
    public void A_person_comes_straight_to_the_instruments()
    {
        person.SetAuthorized("mina");

        var page = Render<Home>();

        Assert.Empty(page.FindAll(".hero"));
        Assert.Equal(3, page.FindAll(".instrument-cards a").Count);
    }

    [Fact]
    public void A_visitor_sees_ways_in_and_no_navigation()
    {
        var layout = Render<MainLayout>();

        Assert.NotNull(layout.Find("a[href='/account/login']"));
        Assert.Empty(layout.FindAll("nav"));
        Assert.Empty(layout.FindAll("form[action='/account/logout']"));
    }

    [Fact]
    public void A_person_can_go_everywhere_but_not_where_only_others_may()
    {
        person.SetAuthorized("mina");

        var layout = Render<MainLayout>();

        Assert.Equal(["/first", "/later", "/diary", "/mine"], layout.FindAll("nav a").Select(link => link.GetAttribute("href")));
        Assert.Equal(["/mine", "/account/profile"], layout.FindAll("#account-menu a").Select(link => link.GetAttribute("href")));
        Assert.Equal("post", layout.Find("form[action='/account/logout']").GetAttribute("method"));
    }

    [Fact]
    public void An_administrator_sees_the_places_of_that_role()
    {
        person.SetAuthorized("root").SetRoles("Admin");

        Assert.NotNull(Render<MainLayout>().Find("nav a[href='/admin']"));
    }

    [Fact]
    public void The_menu_calls_people_by_their_nickname()
    {
        person.SetAuthorized("mina@example.org").SetClaims(new Claim(AccountMenu.NicknameClaim, "미나"));

        var menu = Render<AccountMenu>();

        Assert.Equal("미나", menu.Find(".bar-menu-title").TextContent);
        Assert.Equal("미", menu.Find(".mud-avatar").TextContent);
    }

    [Fact]
    public void The_page_has_its_landmarks_and_a_way_past_them()
    {
        var layout = Render<MainLayout>();

        Assert.EndsWith("#content", layout.Find("a.skip-link").GetAttribute("href"), StringComparison.Ordinal);
        Assert.NotNull(layout.Find("header"));
        Assert.NotNull(layout.Find("main#content"));
        Assert.NotNull(layout.Find("footer"));
        Assert.All(layout.FindAll("header button.mud-icon-button"), button => Assert.NotEmpty(button.GetAttribute("aria-label")!));
    }

    [Fact]
    public void A_failure_inside_a_page_offers_another_try()
    {
        var fails = true;
        var guarded = Render<Guarded>(parameters => parameters.AddChildContent(builder =>
        {
            if (fails)
            {
                throw new InvalidOperationException("broken");
            }

            builder.AddMarkupContent(0, "<p id='fine'>fine</p>");
        }));

        fails = false;
        guarded.Find("[role=alert] button").Click();

        Assert.NotNull(guarded.Find("#fine"));
    }

    [Fact]
    public void An_unknown_icon_is_a_mistake_of_the_author() =>
        Assert.Throws<ArgumentException>(() => Marks.Of("unicorn"));

    private static NavigationItem Place(string href, NavigationArea area, int order, string? role = null) =>
        new(href, "eye", typeof(ShellText), "Home", "Footer", area, order, role);
}
