using Bunit;
using Iris.Shell.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Iris.Tests.Shell;

/// <summary>What pages are made of, as a person meets it.</summary>
public sealed class PartsTests : ComponentContext
{
    private Notices Notices => Services.GetRequiredService<Notices>();

    [Fact]
    public void A_chart_has_a_title_and_the_same_figures_as_a_table()
    {
        var chart = Render<Chart>(parameters => parameters
            .Add(c => c.Title, "Minutes").Add(c => c.Kind, ChartType.StackedBar).Add(c => c.Labels, ["Mon", "Tue"])
            .Add(c => c.Series, [new("Good", [30.25, 0]), new("Other", [5, 7])]));

        Assert.Equal("Minutes", chart.Find("figure > figcaption").TextContent);
        Assert.NotNull(chart.Find("[aria-hidden=true] svg"));
        Assert.Equal(["Good", "Other"], chart.FindAll("thead th").Skip(1).Select(head => head.TextContent));
        Assert.Equal(["Mon", "Tue"], chart.FindAll("tbody th[scope=row]").Select(head => head.TextContent));
        Assert.Equal(["30.3", "5", "0", "7"], chart.FindAll("td").Select(cell => cell.TextContent));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(0.4, 1, 1)]
    [InlineData(7, 2, 8)]
    [InlineData(40, 10, 40)]
    [InlineData(41, 20, 60)]
    [InlineData(480, 200, 600)]
    public void An_axis_ends_just_above_what_it_measures(double highest, int step, double end) => Assert.Equal(new ChartAxis(step, end), ChartAxis.Of(highest));

    [Fact]
    public void A_heat_map_is_a_table_whose_cells_say_what_their_shade_means()
    {
        var heat = Render<HeatTable>(parameters => parameters
            .Add(h => h.Title, "Good posture").Add(h => h.Corner, "Hour").Add(h => h.Columns, ["Mon", "Tue"])
            .Add(h => h.Rows, [new("9:00", [new(0.25, "25%", "Monday at nine"), null]), new("10:00", [null, new(1, "100%", "Tuesday at ten")])]));

        Assert.Equal(["Hour", "Mon", "Tue"], heat.FindAll("th[scope=col]").Select(head => head.TextContent));
        Assert.Equal(["9:00", "10:00"], heat.FindAll("th[scope=row]").Select(head => head.TextContent));
        Assert.Equal(["25%", "", "", "100%"], heat.FindAll("td").Select(cell => cell.TextContent));
        Assert.Equal("Monday at nine", heat.Find("td").GetAttribute("title"));
        Assert.Equal([13, 40], heat.FindAll("td[style]").Select(cell => ShareOf(cell.GetAttribute("style")!)));
    }

    [Fact]
    public void One_of_a_few_choices_is_pressed_and_another_can_be()
    {
        var chosen = "";
        var choices = Render<Choices<string>>(parameters => parameters
            .Add(c => c.Label, "Tool").Add(c => c.Options, [new("add", "Add"), new("move", "Move")]).Add(c => c.Value, "add").Add(c => c.ValueChanged, value => chosen = value));

        Assert.Equal("Tool", choices.Find("[role=radiogroup]").GetAttribute("aria-label"));
        Assert.Equal(["true", "false"], choices.FindAll("[role=radio]").Select(option => option.GetAttribute("aria-checked")));
        choices.FindAll("[role=radio]").Single(option => option.TextContent.Trim() == "Move").Click();

        Assert.Equal("move", chosen);
    }

    [Fact]
    public void Where_nothing_is_yet_stands_the_way_to_the_first()
    {
        var empty = Render<EmptyState>(parameters => parameters.Add(e => e.Icon, Icons.Material.Outlined.Book).Add(e => e.Text, "No page yet.").AddChildContent("<a href='/write'>Write one</a>"));

        Assert.Contains("No page yet.", empty.Markup, StringComparison.Ordinal);
        Assert.Equal("Write one", empty.Find("a[href='/write']").TextContent);
    }

    [Fact]
    public void A_problem_is_an_alert_and_offers_another_try_where_there_is_one()
    {
        var tries = 0;
        var problem = Render<Problem>(parameters => parameters.Add(p => p.Text, "It broke.").Add(p => p.OnRetry, () => tries++));

        Assert.Contains("It broke.", problem.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        problem.Find("[role=alert] button").Click();

        Assert.Equal(1, tries);
        Assert.Empty(Render<Problem>(parameters => parameters.Add(p => p.Text, "For good.")).FindAll("button"));
    }

    [Fact]
    public void While_something_is_read_a_screen_reader_hears_it()
    {
        var loading = Render<Loading>(parameters => parameters.Add(l => l.Tiles, 8));

        Assert.Equal("Loading…", loading.Find("[role=status] .visually-hidden").TextContent);
        Assert.Equal(8, loading.FindComponents<MudSkeleton>().Count);
    }

    [Theory]
    [InlineData("Delete it", true)]
    [InlineData("Cancel", false)]
    public async Task What_destroys_is_asked_about_first(string answer, bool expected)
    {
        _ = Over;
        var asking = Over.InvokeAsync(() => Services.GetRequiredService<Confirmation>().AskAsync("Delete the page?", "It will be gone.", "Delete it"));
        Over.WaitForAssertion(() => Assert.Contains("It will be gone.", Over.Find("[role=dialog]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Delete the page?", Over.Find("[role=dialog]").TextContent, StringComparison.Ordinal);

        Over.FindAll("[role=dialog] button").Single(button => button.TextContent.Trim() == answer).Click();

        Assert.Equal(expected, await asking.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void A_notice_says_what_happened_and_can_be_closed()
    {
        _ = Over;

        Notices.Done("The page is written.");

        Over.WaitForAssertion(() => Assert.Contains("The page is written.", Over.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Over.FindAll("[role=alert]"));
        Over.Find("[role=status] button").Click();
        Over.WaitForAssertion(() => Assert.DoesNotContain("The page is written.", Over.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_may_be_said_twice_and_each_is_closed_by_itself()
    {
        _ = Over;
        Notices.Done("The page is back.");
        Notices.Done("The page is back.");
        Over.WaitForAssertion(() => Assert.Equal(2, Over.FindAll("[role=status] button").Count));

        Over.FindAll("[role=status] button")[0].Click();

        Over.WaitForAssertion(() => Assert.Single(Over.FindAll("[role=status] button")));
    }

    [Fact]
    public void A_failure_is_an_alert()
    {
        _ = Over;

        Notices.Failed("It could not be written.");

        Over.WaitForAssertion(() => Assert.Contains("It could not be written.", Over.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_done_is_undone_once_and_the_notice_goes()
    {
        _ = Over;
        var undone = 0;
        Notices.Done("The page is deleted.", () => Task.FromResult(undone++));
        Over.WaitForAssertion(() => Undo());

        Undo().Click();

        Over.WaitForAssertion(() => Assert.Equal(1, undone));
        Over.WaitForAssertion(() => Assert.DoesNotContain("The page is deleted.", Over.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void An_undo_that_fails_says_so_and_ends_nothing()
    {
        _ = Over;
        Notices.Done("The page is deleted.", () => throw new InvalidOperationException("broken"));
        Over.WaitForAssertion(() => Undo());

        Undo().Click();

        Over.WaitForAssertion(() => Assert.NotNull(Over.Find("[role=alert]")));
    }

    [Fact]
    public void Another_page_takes_the_undo_away_but_not_the_news()
    {
        _ = Over;
        Notices.Done("The page is deleted.", () => Task.CompletedTask);
        Notices.Failed("The gallery does not answer.");
        Over.WaitForAssertion(() => Undo());

        Services.GetRequiredService<NavigationManager>().NavigateTo("/elsewhere");

        Over.WaitForAssertion(() => Assert.DoesNotContain("The page is deleted.", Over.Markup, StringComparison.Ordinal));
        Assert.Contains("The gallery does not answer.", Over.Markup, StringComparison.Ordinal);
    }

    private AngleSharp.Dom.IElement Undo() => Over.FindAll("button").Single(button => button.TextContent.Trim() == "Undo");

    private static int ShareOf(string style) => int.Parse(style.Split(' ').Single(word => word.EndsWith("%,", StringComparison.Ordinal))[..^2], System.Globalization.CultureInfo.InvariantCulture);
}
