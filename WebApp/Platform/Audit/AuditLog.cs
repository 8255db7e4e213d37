using System.Security.Claims;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Platform.Audit;

/// <summary>What admins did, and when. See <see cref="AuditEntry"/>.</summary>
internal sealed class AuditLog(IDbContextFactory<AppDbContext> databases, TimeProvider clock)
{
    public const int LongestName = 64, LongestSubject = 200, LongestDetail = 1000;

    /// <summary>Adds an entry. To be called after the deed: what failed is not in the log.</summary>
    /// <param name="actor">Whoever did it; null: the program itself.</param>
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="subject">What it was done to.</param>
    /// <param name="detail">More about it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task WriteAsync(Actor? actor, string action, string subject, string? detail, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        database.Add(new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            ActorId = actor?.Id,
            ActorName = actor?.Name,
            Action = action,
            Subject = PlainText.Cut(subject, LongestSubject),
            Detail = detail is null ? null : PlainText.Cut(detail, LongestDetail),
        });
        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>Entries before <paramref name="before"/>, newest first.</summary>
    /// <param name="before">The last entry of the page before; null: the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<AuditEntry>> PageAsync(Guid? before, int limit, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var entries = database.Set<AuditEntry>().AsNoTracking();
        if (before is { } last) entries = entries.Where(entry => entry.Id.CompareTo(last) < 0);
        return await entries.OrderByDescending(entry => entry.Id).Take(limit).ToListAsync(cancellation);
    }
}

/// <summary>A signed-in person who does something that the audit log tells.</summary>
internal sealed record Actor(Guid Id, string Name)
{
    private const string NicknameClaim = "nickname";

    /// <summary>The person who is signed in.</summary>
    /// <exception cref="InvalidOperationException">Nobody is.</exception>
    public static Actor Of(ClaimsPrincipal person) => Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
        ? new(id, person.FindFirstValue(NicknameClaim) ?? $"{id}")
        : throw new InvalidOperationException("Nobody is signed in.");
}
