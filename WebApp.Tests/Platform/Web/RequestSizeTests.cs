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
        using var client = new TcpClient();
        await client.ConnectAsync(fixture.Site.Address.Host, fixture.Site.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Head("upload", $"Content-Length: {40 * Megabyte}")));

        var line = await new StreamReader(client.GetStream()).ReadLineAsync();

        Assert.StartsWith("HTTP/1.1 413 ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_before_sending_is_told_and_the_connection_closed()
    {
        var answer = await SendAsync(Head("upload", $"Content-Length: {40 * Megabyte}\r\nExpect: 100-continue"), megabytes: 0, chunked: false, next: "");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_before_sending_what_fits_may_send_it()
    {
        var answer = await SendAsync(Head("upload", $"Content-Length: {Megabyte}\r\nExpect: 100-continue"), megabytes: 1, chunked: false, Next);

        Assert.StartsWith("HTTP/1.1 100 ", answer, StringComparison.Ordinal);
        Assert.Contains("stored", answer, StringComparison.Ordinal);
    }

    private static string Head(string route, string fields) => $"POST /api/v1/test/{route} HTTP/1.1\r\nHost: iris\r\nContent-Type: application/json\r\n{fields}\r\n\r\n";

    /// <summary>Everything that the server has answered when it closes the connection.</summary>
    private async Task<string> SendAsync(string head, int megabytes, bool chunked, string next)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(fixture.Site.Address.Host, fixture.Site.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        var part = new byte[Megabyte];
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
