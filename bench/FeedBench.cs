using System.Data.Common;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using Iris.Diary.Feed;
using Iris.Diary.Likes;
using Iris.Diary.Posts;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Bench;

/// <summary>The front page of a large diary: its queries, the page, and many who look at it while others click.</summary>
internal static class FeedBench
{
    private const int Runs = 60, Listeners = 200, LikesPerSecond = 50;

    private static readonly TimeSpan Clicking = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string? mysql)
    {
        IDbContextFactory<AppDbContext>? databases = null;
        var seeding = Stopwatch.StartNew();
        Dictionary<string, string> settings = mysql is null ? [] : new() { ["Database__Provider"] = "mysql", ["ConnectionStrings__Database"] = mysql };
        await using var server = await Server.StartAsync(settings, async folder =>
        {
            databases = DiarySeed.Databases(folder, mysql);
            await new DiarySeed(databases).RunAsync();
        });
        Console.WriteLine($"{(mysql is null ? "SQLite" : "MySQL")}: {DiarySeed.People:n0} people, {DiarySeed.Posts:n0} posts, {DiarySeed.Likes:n0} likes, seeded in {seeding.Elapsed.TotalSeconds:0} s");

        var posts = new ReadablePosts(databases!, TimeProvider.System);
        var reader = await ReaderAsync(databases!);
        var shown = new FeedFilter(Public: true);
        foreach (var (who, person) in new[] { ("signed out", (Guid?)null), ("signed in", reader) })
        {
            await TimeAsync($"top, {who}", () => posts.TopAsync(person, shown, null, 3, default));
            await TimeAsync($"newest, {who}", () => posts.NewestAsync(person, shown, null, 12, default));
            await TimeAsync($"tag, {who}", () => posts.NewestAsync(person, new(Public: true, Tag: "sea"), null, 12, default));
        }

        await TimeAsync("all that the reader may read", () => posts.NewestAsync(reader, new(), null, 24, default));
        using (var nobody = new HttpClient { BaseAddress = server.Client.BaseAddress })
        {
            await TimeAsync("the start page over HTTP, signed out (goal 50 ms)", () => nobody.GetStringAsync("/"));
            await TimeAsync("/feed over HTTP, signed out", () => nobody.GetStringAsync("/feed"));
        }

        await ListenAsync(server, databases!);
        await ExplainAsync(databases!, reader);
        return 0;
    }

    private static async Task TimeAsync(string what, Func<Task> action)
    {
        List<double> times = [];
        for (var run = -5; run < Runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await action();
            if (run >= 0) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        Console.WriteLine($"{what}: {Spread(times)}");
    }

    /// <summary>Pages that listen, and one person whose clicks come from many posts.</summary>
    private static async Task ListenAsync(Server server, IDbContextFactory<AppDbContext> databases)
    {
        var address = new Uri($"ws{server.Client.BaseAddress!.ToString()[4..]}{LiveLikes.Path[1..]}");
        var sockets = new List<ClientWebSocket>();
        var clicked = new System.Collections.Concurrent.ConcurrentDictionary<(Guid Post, int Likes), long>();
        List<double> shown = [], answered = [];
        using var ended = new CancellationTokenSource();
        var heard = new List<Task>();
        for (var i = 0; i < Listeners; i++)
        {
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(address, default);
            sockets.Add(socket);
            heard.Add(HearAsync(socket));
        }

        await using var database = await databases.CreateDbContextAsync();
        var posts = await database.ReadableBy(null).OrderByDescending(post => post.Id).Take(500).Select(post => new { post.Id, post.Likes }).ToListAsync();
        var (failures, clicks) = (0, new List<Task>());
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / LikesPerSecond));
        for (var i = 0; i < LikesPerSecond * Clicking.TotalSeconds && await tick.WaitForNextTickAsync(); i++) clicks.Add(ClickAsync(posts[i % posts.Count].Id, posts[i % posts.Count].Likes + 1));
        await Task.WhenAll(clicks);
        await Task.Delay(TimeSpan.FromSeconds(1)); // the last ones are on their way
        await ended.CancelAsync();
        await Task.WhenAll(heard);
        sockets.ForEach(socket => socket.Dispose());
        Console.WriteLine($"{Listeners} open front pages, {LikesPerSecond} likes a second for {Clicking.TotalSeconds:0} s: {failures} failures; answered {Spread(answered)}; shown on the pages {Spread(shown)}, {shown.Count:n0} of {clicks.Count * Listeners:n0} (goals 200 and 300 ms)");

        async Task ClickAsync(Guid post, int likes)
        {
            var started = clicked[(post, likes)] = Stopwatch.GetTimestamp();
            using var answer = await server.Client.PutAsync($"/api/v1/diary/posts/{post}/like", null);
            lock (answered) answered.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (!answer.IsSuccessStatusCode) Interlocked.Increment(ref failures);
        }

        async Task HearAsync(ClientWebSocket socket)
        {
            var buffer = new byte[64 << 10];
            try
            {
                while (!ended.IsCancellationRequested)
                {
                    var message = await socket.ReceiveAsync(buffer.AsMemory(), ended.Token);
                    if (message.MessageType == WebSocketMessageType.Close) return;
                    using var told = JsonDocument.Parse(buffer.AsMemory(0, message.Count));
                    foreach (var one in told.RootElement.EnumerateArray())
                    {
                        if (!clicked.TryGetValue((one.GetProperty("post").GetGuid(), one.GetProperty("likes").GetInt32()), out var started)) continue;
                        lock (shown) shown.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The time is over.
            }
        }
    }

    /// <summary>How the database finds what the front page shows.</summary>
    private static async Task ExplainAsync(IDbContextFactory<AppDbContext> databases, Guid reader)
    {
        var since = Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddDays(-7));
        await using var database = await databases.CreateDbContextAsync();
        foreach (var (who, person) in new[] { ("signed out", (Guid?)null), ("signed in", reader) })
        {
            var shown = database.ReadableBy(person).Where(post => post.Visibility == PostVisibility.Public);
            await PlanAsync($"top, {who}", shown.Where(post => post.Id.CompareTo(since) > 0).OrderByDescending(post => post.Likes).ThenByDescending(post => post.Id).Select(post => post.Id).Take(4));
            await PlanAsync($"newest, {who}", shown.OrderByDescending(post => post.Id).Select(post => post.Title).Take(13));
        }

        async Task PlanAsync(string what, IQueryable query)
        {
            Console.WriteLine($"{what}:");
            await using var command = query.CreateDbCommand();
            command.CommandText = (database.Database.IsSqlite() ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + command.CommandText;
            await database.Database.OpenConnectionAsync();
            await using DbDataReader rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync()) Console.WriteLine($"    {string.Join(" | ", Enumerable.Range(0, rows.FieldCount).Select(field => rows.IsDBNull(field) ? "" : rows.GetValue(field)))}");
        }
    }

    private static async Task<Guid> ReaderAsync(IDbContextFactory<AppDbContext> databases)
    {
        await using var database = await databases.CreateDbContextAsync();
        return await database.Users.OrderBy(person => person.Id).Select(person => person.Id).FirstAsync();
    }

    private static string Spread(List<double> times)
    {
        if (times.Count == 0) return "nothing";
        var sorted = times.Order().ToList();
        return $"median {sorted[sorted.Count / 2]:0.0} ms, p95 {sorted[(int)(sorted.Count * 0.95)]:0.0} ms";
    }
}
