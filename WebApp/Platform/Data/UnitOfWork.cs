using Microsoft.EntityFrameworkCore;

namespace Iris.Platform.Data;

/// <summary>
/// How rows are written that others may be writing too, without SQL of one database: docs/decisions/023-writing-together.md. One statement where one is enough
/// (<c>ExecuteUpdate</c> that names what it expects); these where it takes more.
/// </summary>
internal static class UnitOfWork
{
    /// <summary>
    /// Runs <paramref name="work"/> in one transaction and commits when it answers true; otherwise nothing has happened. After a lost connection or a deadlock it runs
    /// again from its beginning, on another context: it must not change anything but the database.
    /// </summary>
    public static async Task<bool> InTransactionAsync(this IDbContextFactory<AppDbContext> databases, Func<AppDbContext, Task<bool>> work, CancellationToken cancellation)
    {
        await using var any = await databases.CreateDbContextAsync(cancellation);
        return await any.Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                await using var db = await databases.CreateDbContextAsync(token);
                await using var transaction = await db.Database.BeginTransactionAsync(token);
                if (!await work(db)) return false;
                await transaction.CommitAsync(token);
                return true;
            },
            cancellation);
    }

    /// <summary>
    /// Lets one transaction at a time through for this person, until it ends: what a decision counts of the person's rows can't change before its own are written.
    /// To be called before anything is read.
    /// </summary>
    public static Task QueueUpAsync(this AppDbContext db, Guid person, CancellationToken cancellation) =>
        // A row that is written, even with what is in it, is locked by every database.
        db.Users.Where(row => row.Id == person).ExecuteUpdateAsync(set => set.SetProperty(row => row.CreatedAt, row => row.CreatedAt), cancellation);

    /// <summary>Changes the row, or adds it where there is none. Of two callers at once, one adds and the other changes.</summary>
    /// <param name="databases">Where.</param>
    /// <param name="update">One statement over the rows of the type; answers how many it found.</param>
    /// <param name="create">The row as it begins.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task UpsertAsync<T>(
        this IDbContextFactory<AppDbContext> databases, Func<IQueryable<T>, Task<int>> update, Func<T> create, CancellationToken cancellation)
        where T : class
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        while (await update(db.Set<T>()) == 0)
        {
            var row = create();
            db.Add(row);
            try
            {
                await db.SaveChangesAsync(cancellation);
                return;
            }
            catch (DbUpdateException failure) when (failure.IsDuplicate())
            {
                db.Entry(row).State = EntityState.Detached;
            }
        }
    }
}
