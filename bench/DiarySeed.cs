using System.Text;
using Iris.Accounts;
using Iris.Diary.Posts;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Platform.Data.MySql;
using Iris.Platform.Data.Sqlite;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Iris.Bench;

/// <summary>
/// Fills a database with a diary that many people write: posts of three months, most of them public, every other one with a picture and two tags, and likes of which few posts have most. The same on
/// each run, but for the ids.
/// </summary>
internal sealed class DiarySeed(IDbContextFactory<AppDbContext> databases)
{
    public const int People = 10_000, Posts = 100_000, Likes = 1_000_000;

    private const int Batch = 5_000, LikesAtOnce = 2_000;

    private static readonly string[] Words = ["sea", "autumn", "cat", "rain", "바다", "가을", "고양이", "비", "여행", "friends", "coffee", "커피", "night", "밤", "work", "school"];

    private readonly Random chance = new(15);

    /// <summary>Contexts of SQLite in this folder, or of the server that the connection string names.</summary>
    public static IDbContextFactory<AppDbContext> Databases(string folder, string? mysql) => mysql is null
        ? new Factory(() => new SqliteContext(new DbContextOptionsBuilder<SqliteContext>().UseSqlite($"Data Source={Path.Combine(folder, "iris.db")};Foreign Keys=True").Options))
        : new Factory(() => new MySqlContext(new DbContextOptionsBuilder<MySqlContext>().UseMySql($"{mysql};GuidFormat=None", ServerVersion.AutoDetect(mysql)).Options));

    public async Task RunAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using (var database = await databases.CreateDbContextAsync())
        {
            await database.Database.MigrateAsync();
        }

        var people = Enumerable.Range(0, People).Select(i => $"writer{i}").Select(name => new Person
        {
            Nickname = name,
            NormalizedNickname = name.ToUpperInvariant(),
            UserName = $"{name}@iris.example",
            NormalizedUserName = $"{name}@iris.example".ToUpperInvariant(),
            NormalizedEmail = $"{name}@iris.example".ToUpperInvariant(),
            CreatedAt = now,
        }).ToList();
        await AddAsync(people);

        var (posts, readings, tags) = (new List<DiaryPost>(Posts), new List<Reading>(Posts / 2), new List<PostTag>(Posts));
        for (var i = 0; i < Posts; i++)
        {
            var at = now.AddDays(-90 * (Posts - i) / (double)Posts);
            var (id, owner) = (Guid.CreateVersion7(at), people[chance.Next(People)].Id);
            var reading = i % 2 == 0 ? AReading(owner, at) : null;
            string[] words = i % 2 == 0 ? [Words[chance.Next(8)], Words[8 + chance.Next(8)]] : [];
            if (reading is not null) readings.Add(reading);
            tags.AddRange(words.Select(word => new PostTag { Tag = word, PostId = id }));
            posts.Add(new DiaryPost
            {
                Id = id,
                OwnerId = owner,
                CreatedAt = at,
                Day = DateOnly.FromDateTime(at.UtcDateTime),
                Title = $"A day by the sea, number {i}",
                Text = string.Concat(Enumerable.Repeat("오늘은 바다에 갔다. 파도가 높았다. We were out all day. ", 8)),
                PictureId = reading?.Id,
                Tags = words,
                Visibility = (i % 10) switch { < 8 => PostVisibility.Public, 8 => PostVisibility.Friends, _ => PostVisibility.Private },
            });
        }

        var likes = new HashSet<(int Post, int Person)>(Likes);
        while (likes.Count < Likes)
        {
            var post = (int)(Posts * Math.Pow(chance.NextDouble(), 3));
            if (likes.Add((Posts - 1 - post, chance.Next(People)))) posts[Posts - 1 - post].Likes++;
        }

        await AddAsync(readings);
        await AddAsync(posts);
        await AddAsync(tags);
        await LikeAsync([.. likes.Select(like => (posts[like.Post].Id, people[like.Person].Id))], now);
    }

    private static Reading AReading(Guid owner, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        OwnerId = owner,
        Instrument = "painting",
        CreatedAt = at,
        Model = "bench",
        ElapsedMs = 1,
        Result = "{}",
        OriginalKey = ObjectKey.New("readings", ".png"),
        ThumbnailKey = ObjectKey.New("readings", ".jpg"),
        Width = 256,
        Height = 256,
        Bytes = 1,
    };

    private async Task AddAsync<T>(IReadOnlyCollection<T> rows)
        where T : class
    {
        foreach (var some in rows.Chunk(Batch))
        {
            await using var database = await databases.CreateDbContextAsync();
            database.AddRange(some);
            await database.SaveChangesAsync();
        }
    }

    /// <summary>A million rows by statements of many, which both databases read alike.</summary>
    private async Task LikeAsync((Guid Post, Guid Person)[] likes, DateTimeOffset now)
    {
        await using var database = await databases.CreateDbContextAsync();
        var at = database is SqliteContext ? $"{now.UtcTicks}" : $"'{now.UtcDateTime:yyyy-MM-dd HH:mm:ss}'";
        await using var transaction = await database.Database.BeginTransactionAsync();
        // In the order of the key, as both databases keep them.
        foreach (var some in likes.OrderBy(like => like.Post).ThenBy(like => like.Person).Chunk(LikesAtOnce))
        {
            var statement = new StringBuilder("INSERT INTO PostLikes (PostId, PersonId, LikedAt) VALUES ");
            foreach (var (post, person) in some)
            {
                statement.Append("(x'").Append(Hex(post)).Append("',x'").Append(Hex(person)).Append("',").Append(at).Append("),");
            }

            statement.Length--;
            await using var command = database.Database.GetDbConnection().CreateCommand();
            (command.Transaction, command.CommandText) = (transaction.GetDbTransaction(), statement.ToString());
            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    private static string Hex(Guid id) => Convert.ToHexString(id.ToByteArray(bigEndian: true));

    private sealed class Factory(Func<AppDbContext> create) : IDbContextFactory<AppDbContext>
    {
        public AppDbContext CreateDbContext() => create();
    }
}
