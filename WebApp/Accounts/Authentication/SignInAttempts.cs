using Iris.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Accounts.Authentication;

/// <summary>
/// Counts attempts before they are looked at, so that no more of them are than may fail, however many come at once and on however many nodes; what was right is
/// taken off the count again. On one node the attempts of one person follow each other: of many that are right, none is refused because others are under way.
/// </summary>
internal sealed class SignInAttempts(IDbContextFactory<AppDbContext> databases, IOptions<IdentityOptions> identity, TimeProvider clock)
{
    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Counts an attempt; the next one of this person waits until it is disposed. Null: the account is locked, or gone.</summary>
    public async Task<Attempt?> BeginAsync(Guid person)
    {
        var gate = gates[(uint)person.GetHashCode() % gates.Length];
        await gate.WaitAsync();
        try
        {
            if (await CountAsync(person) is { } counted) return new Attempt(this, gate, person, counted.Failures, counted.LockedUntil);
        }
        catch
        {
            gate.Release();
            throw;
        }

        gate.Release();
        return null;
    }

    private async Task<(int Failures, DateTimeOffset? LockedUntil)?> CountAsync(Guid person)
    {
        var lockout = identity.Value.Lockout;
        await using var db = await databases.CreateDbContextAsync();
        while (true)
        {
            var now = clock.GetUtcNow();
            var seen = await db.Users.AsNoTracking().Where(row => row.Id == person).Select(row => new { row.AccessFailedCount, row.LockoutEnd }).SingleOrDefaultAsync();
            if (seen is null || seen.LockoutEnd > now) return null;
            var failures = seen.AccessFailedCount + 1;
            DateTimeOffset? end = failures >= lockout.MaxFailedAccessAttempts ? now + lockout.DefaultLockoutTimeSpan : null;
            var counted = await db.Users.Where(row => row.Id == person && row.AccessFailedCount == seen.AccessFailedCount && row.LockoutEnd == seen.LockoutEnd)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.AccessFailedCount, failures % lockout.MaxFailedAccessAttempts).SetProperty(row => row.LockoutEnd, end));
            if (counted > 0) return (failures, end);
        }
    }

    private async Task CountOffAsync(Guid person, DateTimeOffset? lockedUntil, int failures)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db.Users.Where(row => row.Id == person && row.LockoutEnd == lockedUntil)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AccessFailedCount, failures).SetProperty(row => row.LockoutEnd, (DateTimeOffset?)null));
    }

    /// <summary>An attempt that counts as failed until it is said otherwise.</summary>
    public sealed class Attempt(SignInAttempts attempts, SemaphoreSlim gate, Guid person, int failures, DateTimeOffset? lockedUntil) : IDisposable
    {
        /// <summary>Whether, if it fails, it was the last one for a while.</summary>
        public bool IsLast => lockedUntil is not null;

        /// <summary>Everything was right: nothing counts any more.</summary>
        public Task SucceedAsync() => attempts.CountOffAsync(person, lockedUntil, 0);

        /// <summary>What was asked so far was right, and something else is still to be asked: only this attempt does not count.</summary>
        public Task TakeBackAsync() => attempts.CountOffAsync(person, lockedUntil, failures - 1);

        public void Dispose() => gate.Release();
    }
}
