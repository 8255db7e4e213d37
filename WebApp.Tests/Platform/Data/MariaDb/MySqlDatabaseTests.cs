using System.Globalization;
using Iris.Platform;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Iris.Tests.Platform.Data.MariaDb;

/// <summary>What only happens on a database that several transactions write to at once.</summary>
[Collection(nameof(WithMariaDb))]
public sealed class MySqlDatabaseTests(MariaDbApplication iris)
{
    [Theory]
    [InlineData(1021, true)] // ER_DISK_FULL
    [InlineData(1114, true)] // ER_RECORD_FILE_FULL
    [InlineData(1054, false)]
    public async Task What_the_server_says_when_it_has_no_room_is_understood(int error, bool full)
    {
        var failure = await Record.ExceptionAsync(() => iris.QueryAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = {error}, MESSAGE_TEXT = 'So it is'");
            return await command.ExecuteNonQueryAsync();
        }));

        Assert.IsType<MySqlException>(failure);
        Assert.Equal(full, Room.IsLackedBy(failure));
    }

    [Fact]
    public async Task Of_two_transactions_that_wait_for_each_other_one_runs_again_and_both_are_done()
    {
        var (mina, juno) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var attempts = 0;
        var both = new TaskCompletionSource();

        var done = await Task.WhenAll(CountAsync(mina.Id, juno.Id), CountAsync(juno.Id, mina.Id));

        Assert.All(done, Assert.True);
        Assert.Equal(3, attempts);
        var ids = new[] { mina.Id, juno.Id };
        Assert.Equal([2, 2], await iris.QueryAsync(db => db.Users.Where(row => ids.Contains(row.Id)).Select(row => row.AccessFailedCount).ToListAsync()));

        Task<bool> CountAsync(Guid first, Guid second) => iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>().InTransactionAsync(
            async db =>
            {
                var attempt = Interlocked.Increment(ref attempts);
                await AddAsync(db, first);
                if (attempt == 2) both.SetResult();
                await both.Task;
                await AddAsync(db, second);
                return true;
            },
            default);

        static Task<int> AddAsync(AppDbContext db, Guid id) =>
            db.Users.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.AccessFailedCount, row => row.AccessFailedCount + 1));
    }
}
