using Iris.Accounts;
using Iris.Diary.Painting;
using Iris.Diary.Posts;
using Iris.Platform.Data;
using Iris.Platform.Data.MySql;
using Iris.Platform.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Platform.Data;

/// <summary>What features rely on, whichever the database is.</summary>
[Collection(nameof(WithIris))]
public class DatabaseTests(IrisApplication iris)
{
    private IDbContextFactory<AppDbContext> Databases => iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>();

    [Fact]
    public async Task Times_are_kept_in_UTC_to_the_microsecond_and_are_ordered_and_compared()
    {
        var person = await iris.APerson().SignedInAsync();
        var seoul = new DateTimeOffset(2026, 11, 28, 9, 30, 0, TimeSpan.FromHours(9)).AddTicks(1_234_567);
        var times = new[] { seoul, seoul.AddTicks(10), seoul.AddTicks(-10), new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero), new DateTimeOffset(1001, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        foreach (var time in times) await APostAsync(person.Id, post => post.EditedAt = time);

        var posts = await iris.QueryAsync(db => Posts(db, person).OrderBy(post => post.EditedAt).Select(post => post.EditedAt!.Value).ToListAsync());

        Assert.Equal([times[4], seoul.AddTicks(-17), seoul.AddTicks(-7), seoul.AddTicks(3), times[3]], posts);
        Assert.All(posts, time => Assert.Equal(TimeSpan.Zero, time.Offset));
        Assert.Equal(2, await iris.QueryAsync(db => Posts(db, person).CountAsync(post => post.EditedAt < seoul)));
        Assert.Equal(1, await iris.QueryAsync(db => Posts(db, person).CountAsync(post => post.EditedAt == seoul)));
        Assert.Equal(times[3], await iris.QueryAsync(db => Posts(db, person).MaxAsync(post => post.EditedAt)));
    }

    [Fact]
    public async Task Korean_emoji_and_long_texts_come_back_as_they_were()
    {
        var person = await iris.APerson().SignedInAsync();
        var text = string.Concat(Enumerable.Repeat("햇살 좋은 날 👩‍🌾🌸 é é\n", 500))[..DiaryPost.LongestText];
        await APostAsync(person.Id, post => (post.Title, post.Text) = ("가을 하늘 🍁", text));

        var post = await iris.QueryAsync(db => Posts(db, person).SingleAsync());

        Assert.Equal(("가을 하늘 🍁", text), (post.Title, post.Text));
    }

    [Theory]
    [InlineData("🌸", "🌹")]
    [InlineData("a", "A")]
    [InlineData("i", "Í")]
    [InlineData("가", "각")]
    public async Task Text_that_differs_in_a_letter_is_different(string one, string other)
    {
        var person = await iris.APerson().SignedInAsync();
        await APostAsync(person.Id, post => post.Title = one);

        Assert.Equal(1, await iris.QueryAsync(db => Posts(db, person).CountAsync(post => post.Title == one)));
        Assert.Equal(0, await iris.QueryAsync(db => Posts(db, person).CountAsync(post => post.Title == other)));
    }

    [Fact]
    public async Task Ids_are_in_the_order_of_dotnet_and_can_be_paged_by()
    {
        var person = await iris.APerson().SignedInAsync();
        var now = TimeProvider.System.GetUtcNow();
        var ids = Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? Guid.NewGuid() : Guid.CreateVersion7(now.AddMilliseconds(i % 7))).ToArray();
        foreach (var id in ids) await APostAsync(person.Id, id: id);

        var paged = new List<Guid>();
        var last = Guid.Empty;
        while (await iris.QueryAsync(db => Posts(db, person).Where(post => post.Id.CompareTo(last) > 0).OrderBy(post => post.Id).Select(post => post.Id).Take(7).ToListAsync()) is { Count: > 0 } page)
        {
            paged.AddRange(page);
            last = page[^1];
        }

        Assert.Equal(ids.Order(), paged);
        Assert.Equal(ids.OrderDescending(), await iris.QueryAsync(db => Posts(db, person).OrderByDescending(post => post.Id).Select(post => post.Id).ToListAsync()));
        Assert.Equal(30, await iris.QueryAsync(db => Posts(db, person).CountAsync(post => ids.Take(30).Contains(post.Id))));
    }

    [Fact]
    public async Task A_taken_name_is_a_duplicate_and_a_missing_owner_is_not()
    {
        var person = await iris.APerson().SignedInAsync();
        var post = await APostAsync(person.Id);

        Assert.True((await Assert.ThrowsAsync<DbUpdateException>(() => APostAsync(person.Id, id: post.Id))).IsDuplicate());
        Assert.True((await Assert.ThrowsAsync<DbUpdateException>(() => iris.QueryAsync(async db =>
        {
            db.Add(new Person { Nickname = "x", NormalizedNickname = person.Nickname.ToUpperInvariant() });
            return await db.SaveChangesAsync();
        }))).IsDuplicate());
        Assert.False((await Assert.ThrowsAsync<DbUpdateException>(() => APostAsync(Guid.NewGuid()))).IsDuplicate());
    }

    [Fact]
    public async Task What_is_counted_at_once_is_all_counted()
    {
        var person = await iris.APerson().SignedInAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => iris.QueryAsync(db =>
            db.Users.Where(row => row.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.AccessFailedCount, row => row.AccessFailedCount + 1))))));

        Assert.Equal(50, await iris.QueryAsync(db => db.Users.Where(row => row.Id == person.Id).Select(row => row.AccessFailedCount).SingleAsync()));
    }

    [Fact]
    public async Task Who_queues_up_decides_by_what_the_one_before_has_written()
    {
        var person = await iris.APerson().SignedInAsync();

        var written = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() => Databases.InTransactionAsync(
            async db =>
            {
                await db.QueueUpAsync(person.Id, default);
                if (await Posts(db, person).CountAsync() >= 10) return false;
                db.Add(APost(person.Id));
                return await db.SaveChangesAsync() > 0;
            },
            default))));

        Assert.Equal(10, written.Count(wrote => wrote));
        Assert.Equal(10, await iris.QueryAsync(db => Posts(db, person).CountAsync()));
    }

    [Fact]
    public async Task What_is_not_agreed_to_at_the_end_has_not_happened()
    {
        var person = await iris.APerson().SignedInAsync();
        var post = await APostAsync(person.Id);

        var done = await Databases.InTransactionAsync(
            async db =>
            {
                await db.Set<DiaryPost>().Where(row => row.Id == post.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Title, "gone"));
                db.Add(APost(person.Id));
                await db.SaveChangesAsync();
                return false;
            },
            default);

        Assert.False(done);
        Assert.Equal(post.Title, (await iris.QueryAsync(db => Posts(db, person).SingleAsync())).Title);
    }

    [Fact]
    public async Task A_row_that_many_change_or_add_at_once_is_one_row()
    {
        await iris.QueryAsync(db => db.Set<PainterChoice>().ExecuteDeleteAsync());

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Databases.UpsertAsync<PainterChoice>(
            choices => choices.ExecuteUpdateAsync(set => set.SetProperty(choice => choice.Painter, choice => choice.Painter + "+")),
            () => new() { Painter = "" },
            default))));

        var choice = await iris.QueryAsync(db => db.Set<PainterChoice>().SingleAsync());
        await iris.QueryAsync(db => db.Set<PainterChoice>().ExecuteDeleteAsync());
        Assert.Equal(new string('+', 19), choice.Painter);
    }

    private static IQueryable<DiaryPost> Posts(AppDbContext db, TestPerson person) => db.Set<DiaryPost>().AsNoTracking().OwnedBy(person.Id);

    private static DiaryPost APost(Guid owner, Guid? id = null) => new()
    {
        Id = id ?? Guid.CreateVersion7(),
        OwnerId = owner,
        CreatedAt = TimeProvider.System.GetUtcNow(),
        Day = new DateOnly(2026, 11, 28),
        Title = "A day",
        Text = "",
    };

    private Task<DiaryPost> APostAsync(Guid owner, Action<DiaryPost>? change = null, Guid? id = null) => iris.QueryAsync(async db =>
    {
        var post = APost(owner, id);
        change?.Invoke(post);
        db.Add(post);
        await db.SaveChangesAsync();
        return post;
    });
}

/// <summary>The histories of migrations against the model.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void Each_history_of_migrations_ends_in_the_model()
    {
        using var sqlite = new SqliteContextFactory().CreateDbContext([]);
        using var mysql = new MySqlContextFactory().CreateDbContext([]);

        Assert.All<AppDbContext>([sqlite, mysql], db => Assert.False(db.Database.HasPendingModelChanges(), "dotnet build WebApp -t:AddMigration -p:Migration=… is missing: docs/operations.md"));
        Assert.Equal(Names(sqlite), Names(mysql));

        static IEnumerable<string> Names(AppDbContext db) => db.Database.GetMigrations().Select(migration => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..]);
    }
}
