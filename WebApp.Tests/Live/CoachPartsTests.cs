using Bunit;
using Iris.Live.Analysis;
using Iris.Live.Coach;
using Iris.Live.Coach.Gauges;
using Iris.Live.Reports;
using MudBlazor;

namespace Iris.Tests.Live;

/// <summary>The parts of the coach's page that show something.</summary>
public sealed class CoachPartsTests : ComponentContext
{
    private static readonly CoachFace Upright = new(0.3, 0.4, 0.1, 90);

    [Fact]
    public void Before_the_first_answer_the_gauges_are_empty_but_named()
    {
        var gauges = Render<CoachGauges>();

        Assert.Equal(4, gauges.FindAll(".gauge").Count);
        Assert.Empty(gauges.FindAll(".gauge-mark"));
        Assert.All(gauges.FindAll(".gauge strong"), value => Assert.Equal("–", value.TextContent));
    }

    [Fact]
    public void A_face_that_came_closer_is_outside_of_the_zone_of_the_distance_alone()
    {
        var gauges = Render<CoachGauges>(parameters => parameters.Add(g => g.Moment, AMoment(Upright with { X = 0.33 })));

        var bad = Assert.Single(gauges.FindAll(".gauge[data-good=false]"));
        Assert.Contains("10% closer", bad.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tilted_head_is_said_in_degrees()
    {
        var gauges = Render<CoachGauges>(parameters => parameters.Add(g => g.Moment, AMoment(Upright with { Angle = 104 })));

        Assert.Contains("14°", Assert.Single(gauges.FindAll(".gauge[data-good=false]")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_blinks_leave_the_zone_that_the_person_chose()
    {
        var gauges = Render<CoachGauges>(parameters => parameters.Add(g => g.Moment, AMoment(Upright) with { BlinksPerMinute = 5 }).Add(g => g.BlinkAlert, 8));

        Assert.Contains("5 per minute", Assert.Single(gauges.FindAll(".gauge[data-good=false]")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_consent_there_is_a_question_and_agreeing_needs_a_click()
    {
        SetRendererInfo(new("Server", isInteractive: true));
        var agreed = 0;
        var consent = Render<LiveConsent>(parameters => parameters.Add(c => c.OnAgree, () => agreed++));

        consent.FindComponents<MudButton>().Single(button => button.Markup.Contains("I agree", StringComparison.Ordinal)).Find("button").Click();

        Assert.Equal(1, agreed);
    }

    [Fact]
    public void The_timeline_draws_a_run_of_a_state_as_one_rectangle()
    {
        var timeline = new SessionTimeline();
        for (var second = 0; second <= 20; second += 2)
        {
            timeline.Add(second < 10 ? PostureState.Good : PostureState.Tilted, TimeSpan.FromSeconds(second));
        }

        var drawn = Render<CoachTimeline>(parameters => parameters.Add(t => t.Timeline, timeline));

        Assert.Equal("M0 0h5v1h-5z", drawn.Find("path[data-state=Good]").GetAttribute("d"));
        Assert.Equal("M5 0h5v1h-5z", drawn.Find("path[data-state=Tilted]").GetAttribute("d"));
    }

    [Fact]
    public void A_pause_is_a_gap_in_the_timeline()
    {
        var timeline = new SessionTimeline();
        timeline.Add(PostureState.Good, TimeSpan.Zero);
        timeline.Add(null, TimeSpan.FromSeconds(4));
        timeline.Add(PostureState.Good, TimeSpan.FromSeconds(10));
        timeline.Add(PostureState.Good, TimeSpan.FromSeconds(12));

        Assert.Equal([(PostureState.Good, "M0 0h1v1h-1zM5 0h1v1h-1z")], timeline.Paths());
    }

    [Fact]
    public void The_timeline_keeps_half_an_hour()
    {
        var timeline = new SessionTimeline();
        for (var second = 0; second <= 4000; second += 2) timeline.Add(PostureState.Good, TimeSpan.FromSeconds(second));

        Assert.Equal(900, timeline.Width);
    }

    [Fact]
    public void Eyes_rest_after_twenty_minutes_at_the_screen()
    {
        var breaks = new EyeBreaks();

        var due = Enumerable.Range(0, 41 * 60).Where(second => breaks.Add(PostureState.Good, TimeSpan.FromSeconds(second)));

        Assert.Equal([20 * 60, 40 * 60], due);
    }

    [Fact]
    public void Half_a_minute_away_is_a_rest_for_the_eyes()
    {
        var breaks = new EyeBreaks();

        var due = Enumerable.Range(0, 30 * 60)
            .Where(second => breaks.Add(second is > 900 and < 930 ? PostureState.Away : PostureState.Good, TimeSpan.FromSeconds(second)));

        Assert.Empty(due);
    }

    [Theory]
    [InlineData("day", "2026-03-18", "2026-03-18", "2026-03-18")]
    [InlineData("week", "2026-03-18", "2026-03-16", "2026-03-22")]
    [InlineData("week", "2026-03-22", "2026-03-16", "2026-03-22")]
    [InlineData("month", "2026-02-11", "2026-02-01", "2026-02-28")]
    [InlineData("nonsense", "nonsense", "2026-04-27", "2026-05-03")]
    public void A_span_holds_the_day_that_was_asked_for(string kind, string date, string first, string last)
    {
        var span = ReportSpan.Of(kind, date, new DateOnly(2026, 5, 1));

        Assert.Equal((first, last), (ReportSpan.Iso(span.First), ReportSpan.Iso(span.Last)));
        Assert.Equal(span, span.Earlier.Later);
    }

    private static CoachMoment AMoment(CoachFace face) => new(
        "good", face, new(Upright.X, Upright.Y, Upright.Nose, "measured"), null, null, true, false, "off", 1, null, false, 0, 20, 30);
}
