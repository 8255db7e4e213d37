using System.Net.Sockets;
using System.Text;

namespace Iris.Tests.Platform.Web;

/// <summary>Clients that send all they have before they read a word, as simple ones do, over a socket of their own.</summary>
public sealed class RequestSizeTests(SiteFixture fixture) : IClassFixture<SiteFixture>
{
    private const int Megabyte = 1 << 20;

    /// <summary>On the same connection: it is answered only when nothing of the request before it is left.</summary>
    private const string Next = "GET /health/live HTTP/1.1\r\nHost: iris\r\nConnection: close\r\n\r\n";

    [Theory]
    [InlineData("upload", 40, 413, "too-large")]
    [InlineData("small", 40, 413, "too-large")]
    [InlineData("echo", 40, 413, "too-large")]
    [InlineData("own", 20, 401, "sign-in-required")]
    [InlineData("nothing", 20, 404, "not-found")]
    public async Task Whoever_sends_too_much_gets_the_answer_and_the_connection_lives_on(string route, int megabytes, int status, string code)
    {
        foreach (var chunked in new[] { false, true })
        {
            var answer = await SendAsync(Head(route, chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {megabytes * Megabyte}"), megabytes, chunked, Next);

            Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
            Assert.Contains($"/problems/{code}", answer, StringComparison.Ordinal);
            Assert.Contains("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_announces_too_much_is_answered_at_once()
    {
        var head = await AnswerAsync(Head("upload", $"Content-Length: {40 * Megabyte}"));

        Assert.StartsWith("HTTP/1.1 413 ", head[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Connection: close", head);
    }

    [Fact]
    public async Task Whoever_asks_before_sending_is_told_and_the_connection_closed()
    {
        var head = await AnswerAsync(Head("upload", $"Content-Length: {40 * Megabyte}\r\nExpect: 100-continue"));

        Assert.StartsWith("HTTP/1.1 413 ", head[0], StringComparison.Ordinal);
        Assert.Contains("Connection: close", head);
    }

    [Fact]
    public async Task Whoever_asks_before_sending_what_fits_may_send_it()
    {
        using var browser = fixture.Site.Browser();
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/v1/test/upload") { Content = new ByteArrayContent(new byte[Megabyte]), Headers = { ExpectContinue = true } };

        using var answer = await browser.SendAsync(message);

        Assert.Equal("stored", await answer.Content.ReadAsStringAsync());
    }

    private static string Head(string route, string fields) => $"POST /api/v1/test/{route} HTTP/1.1\r\nHost: iris\r\nContent-Type: application/json\r\n{fields}\r\n\r\n";

    /// <summary>Status and headers of the answer to a request of which only the head was sent.</summary>
    private async Task<List<string>> AnswerAsync(string head)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(fixture.Site.Address.Host, fixture.Site.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        var (reader, lines) = (new StreamReader(client.GetStream()), new List<string>());
        while (await reader.ReadLineAsync() is { Length: > 0 } line) lines.Add(line);
        return lines;
    }

    /// <summary>Everything that the server has answered when it closes the connection.</summary>
    private async Task<string> SendAsync(string head, int megabytes, bool chunked, string next)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(fixture.Site.Address.Host, fixture.Site.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        var part = Enumerable.Repeat((byte)' ', Megabyte).ToArray(); // of JSON, any number may stand in front
        for (var sent = 0; sent < megabytes; sent++)
        {
            if (chunked) await stream.WriteAsync(Encoding.ASCII.GetBytes($"{part.Length:x}\r\n"));
            await stream.WriteAsync(part);
            if (chunked) await stream.WriteAsync("\r\n"u8.ToArray());
        }

        if (chunked) await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
        await stream.WriteAsync(Encoding.ASCII.GetBytes(next));
        return await new StreamReader(stream).ReadToEndAsync();
    }
}
