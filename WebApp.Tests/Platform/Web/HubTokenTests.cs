using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Iris.Tests.Platform.Web;

public sealed class HubTokenTests
{
    [Fact]
    public async Task The_token_in_the_address_of_a_hub_is_neither_logged_nor_traced()
    {
        const string Secret = "CfDJ8secret";
        var log = new Notes();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => log.Add(string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Append(activity.DisplayName))),
        };
        ActivitySource.AddActivityListener(listener);

        await using (var site = await TestSite.StartAsync(log, ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore", "Trace")))
        {
            using var browser = site.Browser();
            foreach (var path in new[] { "/hubs/live", "/hubs/live/negotiate", "/api/v1/test/broken" })
            {
                using var answer = await browser.GetAsync($"{path}?id=known-part&access_token={Secret}");
                Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
            }
        }

        // What is listened to has the requests in it.
        Assert.Contains(log.Lines, line => line.Contains("/hubs/live", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    private sealed class Notes : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void Add(string line) => Lines.Enqueue(line);

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Add(formatter(state, exception) + exception);

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
