using System.Net;
using System.Net.Http.Json;

namespace Iris.Tests;

/// <summary>Where the calendar ends: every date that somebody can send is taken or refused, whichever it is.</summary>
[Collection(nameof(WithIris))]
public sealed class CalendarTests(IrisApplication iris)
{
    /// <summary>The ends of dates, of years that make sense, and of spelling.</summary>
    public static TheoryData<string> Ends { get; } =
    [
        "0001-01-01", "0001-01-03", "0001-01-08", "0001-12-31", "0002-01-01", "1899-12-31", "1900-01-01", "8999-12-31", "9000-12-31", "9001-01-01", "9999-12-30", "9999-12-31",
        "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00-14:00", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59+14:00",
        "10000-01-01", "-0001-01-01", "0000-00-00", "2026-02-29", "2026-03-31T25:00", "\0", "2026-03-31\0", "٢٠٢٦-٠٣-٣١", "99999999999999999999", "",
    ];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_date_in_an_address_is_answered_or_refused(string date)
    {
        var cookies = new CookieContainer();
        var (person, site) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInToSiteAsync(cookies));
        date = Uri.EscapeDataString(date);
        foreach (var zone in new[] { "UTC", "Pacific/Kiritimati", "Etc%2FGMT%2B12" })
        {
            foreach (var query in new[] { $"from={date}", $"to={date}", $"from={date}&to={date}", $"from=2026-03-01&to={date}", $"from={date}&to=2026-03-01" })
            {
                using var answer = await person.Client.GetAsync($"/api/v1/reports?{query}&timeZone={zone}");
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{(int)answer.StatusCode} for {query} in {zone}");
            }

            cookies.Add(new Uri("http://localhost"), new Cookie("iris-time-zone", zone));
            foreach (var period in new[] { "day", "week", "month" })
            {
                using var page = await site.Client.GetAsync($"/posture/reports?period={period}&date={date}");
                Assert.True(page.StatusCode is HttpStatusCode.OK, $"{(int)page.StatusCode} for the {period} of {date} in {zone}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_date_in_a_body_is_taken_or_refused(string date)
    {
        var person = await iris.APerson().SignedInAsync();
        var name = $"d{Guid.NewGuid():N}"[..12];
        var bodies = new (HttpMethod Method, string Path, object Body)[]
        {
            (HttpMethod.Post, "accounts/register", new { email = name + "@iris.example", password = IrisApplication.Password, nickname = name, gender = "other", birthDate = date }),
            (HttpMethod.Put, "accounts/me", new { birthDate = date }),
            (HttpMethod.Post, "diary/posts", new { title = "A day", text = "It was.", day = date }),
            (HttpMethod.Post, "live/frames/restore", new { deletedAt = date }),
        };
        foreach (var (method, path, body) in bodies)
        {
            using var answer = await person.Client.SendAsync(new HttpRequestMessage(method, "/api/v1/" + path) { Content = JsonContent.Create(body) });
            Assert.True(answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.BadRequest, $"{(int)answer.StatusCode} for {path}");
        }
    }
}
