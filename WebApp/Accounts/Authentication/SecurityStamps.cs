using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Iris.Accounts.Authentication;

/// <summary>
/// The current security stamps of people, remembered for a few seconds: a webcam asks thirty times a second whether its session still stands. What this
/// node changes counts at once (<see cref="SecurityStampChanges"/>), what another node changes after <see cref="Lifetime"/>:
/// docs/decisions/042-session-check.md.
/// </summary>
internal sealed class SecurityStamps(IDbContextFactory<AppDbContext> contexts, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    private const int Capacity = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, (Standing Standing, long ReadAt)> known = [];
    private long changes;

    /// <summary>The stamp of a person; null when there is no such person.</summary>
    public async Task<string?> FindAsync(Guid person) => (await ReadAsync(person)).Stamp;

    /// <summary>Whether signing in is refused to the person for a while, after wrong passwords or by an admin.</summary>
    public async Task<bool> IsLockedOutAsync(Guid person) => (await ReadAsync(person)).LockedUntil > clock.GetUtcNow();

    private async Task<Standing> ReadAsync(Guid person)
    {
        long before;
        lock (gate)
        {
            if (known.TryGetValue(person, out var found) && clock.GetElapsedTime(found.ReadAt) < Lifetime) return found.Standing;
            before = changes;
        }

        var readAt = clock.GetTimestamp();
        await using var db = await contexts.CreateDbContextAsync();
        var row = await db.Users.Where(row => row.Id == person).Select(row => new { row.SecurityStamp, row.LockoutEnd }).SingleOrDefaultAsync();
        var standing = new Standing(row?.SecurityStamp, row?.LockoutEnd);
        lock (gate)
        {
            // What was read while somebody was changed may be the old stamp.
            if (before != changes) return standing;
            if (known.Count >= Capacity) known.Clear();
            known[person] = (standing, readAt);
        }

        return standing;
    }

    /// <summary>The next question about this person goes to the database.</summary>
    public void Forget(Guid person)
    {
        lock (gate)
        {
            changes++;
            known.Remove(person);
        }
    }

    private readonly record struct Standing(string? Stamp, DateTimeOffset? LockedUntil);
}

/// <summary>Whoever changes a person on this node makes the stamp be read again: whichever feature does it, nobody has to remember to say so.</summary>
internal sealed class SecurityStampChanges(Lazy<SecurityStamps> stamps) : SaveChangesInterceptor
{
    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Forget(eventData.Context);
        return base.SavedChanges(eventData, result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Forget(eventData.Context);
        return base.SavedChangesAsync(eventData, result, cancellationToken);
    }

    private void Forget(DbContext? db)
    {
        foreach (var entry in db?.ChangeTracker.Entries<Person>() ?? []) stamps.Value.Forget(entry.Entity.Id);
    }
}
