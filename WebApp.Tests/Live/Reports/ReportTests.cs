using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Live.Analysis;
using Iris.Live.Reports;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Live.Reports;

[Collection(nameof(WithIris))]
public class ReportTests(IrisApplication iris)
{
    [Fact]
    public async Task A_time_is_summed_up_by_day_of_the_reader_s_zone()
    {
        var person = await iris.APerson().SignedInAsync();
        await KeepAsync(person, "2026-03-02T14:59:00Z", good: 40, tilted: 20); // 23:59 in Seoul
        await KeepAsync(person, "2026-03-02T15:00:00Z", good: 60, tilted: 0); // the next day there
        await KeepAsync(await iris.APerson().SignedInAsync(), "2026-03-02T15:00:00Z", good: 60, tilted: 0);

        var report = await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/reports?from=2026-03-02&to=2026-03-03&timeZone=Asia/Seoul");

        var totals = report.GetProperty("totals");
        Assert.Equal(2, totals.GetProperty("monitored").GetDouble(), 6);
        Assert.Equal(100 / 120.0, totals.GetProperty("goodShare").GetDouble(), 6);
        Assert.Equal(12, totals.GetProperty("blinks").GetInt32());
        Assert.Equal(6, totals.GetProperty("blinksPerMinute").GetDouble(), 6);
        Assert.Equal(["2026-03-02", "2026-03-03"], report.GetProperty("days").EnumerateArray().Select(day => day.GetProperty("date").GetString()));
        Assert.Equal(1 / 120.0, report.GetProperty("days")[1].GetProperty("goalShare").GetDouble(), 6);
        Assert.Equal(2, report.GetProperty("sessions").GetArrayLength());
        Assert.Equal(2, report.GetProperty("minutes").GetArrayLength());
    }

    [Fact]
    public async Task Minutes_come_as_csv()
    {
        var person = await iris.APerson().SignedInAsync();
        var id = await KeepAsync(person, "2026-03-02T10:00:00Z", good: 40.26, tilted: 10);

        using var answer = await person.Client.GetAsync("/api/v1/reports?from=2026-03-02&to=2026-03-02&format=csv");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("iris-reports-2026-03-02.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(
            ["start,session,good,forwardHead,tilted,calibrating,away,noFace,notOwner,alerts,blinks,blinkSeconds", $"2026-03-02T10:00:00Z,{id},40.3,0,10,0,0,0,0,1,6,60", ""],
            (await answer.Content.ReadAsStringAsync()).Split("\r\n"));
        Assert.Contains(id.ToString(), await person.Client.GetStringAsync($"/api/v1/reports/{id}?format=csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_and_minutes_come_page_by_page_the_owners_alone()
    {
        var person = await iris.APerson().SignedInAsync();
        List<Guid> kept = [];
        for (var hour = 10; hour < 13; hour++) kept.Add(await KeepAsync(person, $"2026-03-02T{hour}:00:00Z", good: 30, tilted: 30));
        await KeepAsync(await iris.APerson().SignedInAsync(), "2026-03-02T11:00:00Z", good: 60, tilted: 0);
        var reports = iris.Services.GetRequiredService<LiveReports>();
        var day = ReportPeriod.Of(new(2026, 3, 2), new(2026, 3, 2), TimeZoneInfo.Utc);

        var (first, total) = await reports.SessionsAsync(person.Id, day, 0, 2, default);
        var (rest, _) = await reports.SessionsAsync(person.Id, day, 2, 2, default);
        var (minutes, count) = await reports.MinutesAsync(person.Id, kept[0], 0, 5, default);

        Assert.Equal(3, total);
        Assert.Equal(kept.AsEnumerable().Reverse(), first.Concat(rest).Select(session => session.Id));
        Assert.All(first, session => Assert.Equal((0.5, 1.0), (session.Totals.Good, session.Totals.Monitored)));
        Assert.Equal((30.0, 1), (Assert.Single(minutes).Good, count));
        Assert.Empty((await reports.MinutesAsync(Guid.NewGuid(), kept[0], 0, 5, default)).Minutes);
    }

    [Theory]
    [InlineData("from=yesterday", "period-invalid")]
    [InlineData("from=2026-03-02&to=2026-03-01", "period-invalid")]
    [InlineData("from=2025-03-02&to=2026-03-01", "period-too-long")]
    [InlineData("timeZone=Middle/Earth", "time-zone")]
    [InlineData("format=xls", "format")]
    public async Task What_makes_no_sense_is_refused(string query, string code)
    {
        var person = await iris.APerson().SignedInAsync();

        using var answer = await person.Client.GetAsync($"/api/v1/reports?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("../../../etc/passwd")]
    [InlineData("UTC%00")]
    public async Task A_time_zone_that_is_none_is_refused(string zone)
    {
        var person = await iris.APerson().SignedInAsync();

        using var answer = await person.Client.GetAsync($"/api/v1/reports?timeZone={zone}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_report_is_its_owner_s_alone_and_a_new_person_has_an_empty_one()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var id = await KeepAsync(person, "2026-03-02T10:00:00Z", good: 40, tilted: 10);

        using var foreign = await other.Client.GetAsync($"/api/v1/reports/{id}");
        var empty = await other.Client.GetFromJsonAsync<JsonElement>("/api/v1/reports");

        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(JsonValueKind.Null, empty.GetProperty("totals").GetProperty("goodShare").ValueKind);
        Assert.Equal(0, empty.GetProperty("days").GetArrayLength());
    }

    [Fact]
    public async Task Erasing_leaves_nothing_and_can_be_repeated()
    {
        var person = await iris.APerson().SignedInAsync();
        await KeepAsync(person, "2026-03-02T10:00:00Z", good: 40, tilted: 10);
        var data = iris.Services.GetServices<IPersonalData>().OfType<PersonalLiveData>().Single();
        var zip = new MemoryStream();
        await using (var archive = await PersonalArchive.OpenAsync(zip, default)) await data.ExportAsync(person.Id, archive, default);
        using (var opened = new System.IO.Compression.ZipArchive(zip))
        {
            Assert.Equal(["posture/sessions.json", "posture/minutes.json", "posture/baselines.json", "posture/face-id.json"], opened.Entries.Select(entry => entry.FullName));
        }

        await data.EraseAsync(person.Id, default);
        await data.EraseAsync(person.Id, default);

        Assert.False(await iris.QueryAsync(db => db.Set<LiveReport>().OwnedBy(person.Id).AnyAsync()));
        Assert.False(await iris.QueryAsync(db => db.Set<LiveMinute>().OwnedBy(person.Id).AnyAsync()));
    }

    [Fact]
    public void A_minute_never_has_more_than_its_seconds()
    {
        var tally = new MinuteTally(Guid.NewGuid(), Guid.NewGuid(), PostureOptions.Default);
        for (var frame = 0; frame < 100; frame++) tally.Add(DateTimeOffset.UnixEpoch, new(PostureState.Good, 1, 1, false, 0, null));

        Assert.Equal((60, 60), (tally.Pending()[0].Good, tally.Pending().Count == 0 ? 60 : 0));
    }

    [Fact]
    public void A_good_streak_goes_on_over_minutes_and_breaks_when_something_else_lasts()
    {
        var tally = new MinuteTally(Guid.NewGuid(), Guid.NewGuid(), PostureOptions.Default);
        var second = 0;
        Add(PostureState.Good, 90);
        Add(PostureState.Tilted, 1);
        Add(PostureState.Good, 9);
        Add(PostureState.Tilted, 3);
        Add(PostureState.Good, 50);

        Assert.Equal([60, 99, 50], tally.Pending().Select(minute => Math.Round(minute.LongestGood)));

        void Add(PostureState state, int seconds)
        {
            for (var i = 0; i < seconds; i++) tally.Add(DateTimeOffset.UnixEpoch.AddSeconds(second++), new(state, 1, 0, false, 0, null));
        }
    }

    private async Task<Guid> KeepAsync(TestPerson person, string start, double good, double tilted)
    {
        var time = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        var report = new LiveReport { Id = Guid.CreateVersion7(), OwnerId = person.Id, Camera = "", StartedAt = time, LastSeenAt = time.AddMinutes(1), EndedAt = time.AddMinutes(1) };
        var minute = new LiveMinute { ReportId = report.Id, OwnerId = person.Id, Start = time, Good = good, Tilted = tilted, Blinks = 6, BlinkSeconds = 60, Alerts = 1, LongestGood = good };
        await iris.QueryAsync(async db =>
        {
            db.AddRange(report, minute);
            return await db.SaveChangesAsync();
        });
        return report.Id;
    }
}
