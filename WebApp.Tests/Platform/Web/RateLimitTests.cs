using System.Net;

namespace Iris.Tests.Platform.Web;

public sealed class RateLimitTests
{
    private static readonly (string, string)[] TwoEach = [("RateLimits:Costly:Requests", "2"), ("RateLimits:Accounts:Requests", "2")];

    [Fact]
    public async Task The_third_costly_request_of_a_person_has_to_wait_and_another_person_does_not()
    {
        await using var site = await TestSite.StartAsync(TwoEach);
        using var mina = site.Browser(person: "mina");
        using var juno = site.Browser(person: "juno");

        await mina.PostAsync("/api/v1/test/costly", null);
        await mina.PostAsync("/api/v1/test/costly", null);
        using var third = await mina.PostAsync("/api/v1/test/costly", null);
        using var other = await juno.PostAsync("/api/v1/test/costly", null);

        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("/problems/too-many-requests", await third.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Frames_have_a_limit_of_their_own_and_do_not_use_up_the_default()
    {
        await using var site = await TestSite.StartAsync([("RateLimits:Frames:Requests", "5"), ("RateLimits:Default:Requests", "2")]);
        using var mina = site.Browser(person: "mina");

        for (var frame = 0; frame < 5; frame++)
        {
            using var answer = await mina.PostAsync("/api/v1/test/frames", null);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var sixth = await mina.PostAsync("/api/v1/test/frames", null);
        using var other = await mina.PostAsync("/api/v1/test/costly", null);
        Assert.Equal(HttpStatusCode.TooManyRequests, sixth.StatusCode);
        Assert.NotNull(sixth.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task A_browser_is_told_on_a_page()
    {
        await using var site = await TestSite.StartAsync(TwoEach);
        using var browser = site.Browser();

        await browser.PostAsync("/limited", null);
        await browser.PostAsync("/limited", null);
        using var third = await browser.PostAsync("/limited", null);

        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.NotNull(third.Headers.RetryAfter);
        Assert.Contains("<h1", await third.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_can_be_switched_off()
    {
        await using var site = await TestSite.StartAsync([.. TwoEach, ("RateLimits:Enabled", "false"), ("RateLimits:Default:Requests", "1")]);
        using var browser = site.Browser();

        for (var request = 0; request < 5; request++)
        {
            using var response = await browser.PostAsync("/api/v1/test/costly", null);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }
}
