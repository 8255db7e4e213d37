using System.Globalization;
using System.Threading.Channels;
using Iris.Platform;
using Iris.Platform.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iris.Tests.Platform.Events;

public sealed class EventsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Who_listens_hears_what_is_told_of_the_topic_until_they_stop()
    {
        var events = Local();
        List<string> one = [], other = [];
        using var listening = events.Listen("a", one.Add);
        var stopping = events.Listen("a", other.Add);

        await events.TellAsync("a", "1");
        await events.TellAsync("b", "2");
        stopping.Dispose();
        stopping.Dispose();
        await events.TellAsync("a", "3");

        Assert.Equal(["1", "3"], one);
        Assert.Equal(["1"], other);
    }

    [Fact]
    public async Task One_who_fails_keeps_nobody_from_hearing()
    {
        var events = Local();
        List<string> heard = [];
        using var failing = events.Listen("a", _ => throw new InvalidOperationException("A page that fails."));
        using var listening = events.Listen("a", heard.Add);

        await events.TellAsync("a", "1");

        Assert.Equal(["1"], heard);
    }

    [Fact]
    public async Task Who_listens_hears_in_the_own_language_whoever_tells()
    {
        var events = Local();
        var heard = "";
        var listening = await Task.Run(() =>
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ko");
            return events.Listen("a", _ => heard = CultureInfo.CurrentUICulture.Name);
        });

        await Task.Run(() =>
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
            return events.TellAsync("a", "");
        });

        Assert.Equal("ko", heard);
        listening.Dispose();
    }

    [RedisFact]
    public async Task Nodes_hear_each_other_through_Redis_and_themselves_once()
    {
        await using var server = new RedisServer();
        await server.StartAsync();
        await using var one = await NodeAsync(server);
        await using var other = await NodeAsync(server);
        var (heardByOne, heardByOther) = (Ears(one), Ears(other));
        await MeetAsync(one, other);

        await one.TellAsync("topic", "from one\nwith a line feed");
        await other.TellAsync("topic", "from the other");

        // The own event is there at once, and that of the other node some moments later.
        foreach (var heard in new[] { heardByOne, heardByOther })
        {
            List<string> all = [await NextAsync(heard), await NextAsync(heard)];
            Assert.Equal(["from one\nwith a line feed", "from the other"], all.Order());
        }

        await one.TellAsync("topic", "last");
        Assert.Equal("last", await NextAsync(heardByOne));
        Assert.False(heardByOne.TryRead(out _), "A node hears its own events once.");
    }

    [RedisFact]
    public async Task A_node_works_without_its_broker_and_finds_it_when_it_is_there()
    {
        await using var server = new RedisServer();
        await using var one = await NodeAsync(server);
        await using var other = await NodeAsync(server);
        var heardByOne = Ears(one);

        await one.TellAsync("topic", "alone");
        Assert.Equal("alone", await NextAsync(heardByOne));

        await server.StartAsync();
        await MeetAsync(one, other);
    }

    [Fact]
    public void A_connection_that_can_not_be_read_is_said_in_a_sentence()
    {
        var failure = Assert.Throws<StartupException>(() => new RedisEvents(Local(), NullLogger<RedisEvents>.Instance, "redis:6379,nonsense=1"));

        Assert.Contains("Redis:Connection", failure.Message, StringComparison.Ordinal);
    }

    private static LocalEvents Local() => new(NullLogger<LocalEvents>.Instance);

    private static async Task<RedisEvents> NodeAsync(RedisServer server)
    {
        var node = new RedisEvents(Local(), NullLogger<RedisEvents>.Instance, $"{server.Connection},connectTimeout=500");
        await node.StartAsync(default);
        return node;
    }

    private static ChannelReader<string> Ears(RedisEvents node)
    {
        var heard = Channel.CreateUnbounded<string>();
        node.Listen("topic", message => heard.Writer.TryWrite(message));
        return heard.Reader;
    }

    private static async Task<string> NextAsync(ChannelReader<string> heard) => await heard.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Tells until it is heard: what is told before the other one has subscribed is lost, as it may be.</summary>
    private static async Task MeetAsync(RedisEvents one, RedisEvents other)
    {
        foreach (var (from, to) in new[] { (one, other), (other, one) })
        {
            var met = new TaskCompletionSource();
            using var listening = to.Listen("meeting", _ => met.TrySetResult());
            using var patience = new CancellationTokenSource(Patience);
            while (!met.Task.IsCompleted)
            {
                await from.TellAsync("meeting", "");
                await Task.WhenAny(met.Task, Task.Delay(50, patience.Token));
                patience.Token.ThrowIfCancellationRequested();
            }
        }
    }
}
