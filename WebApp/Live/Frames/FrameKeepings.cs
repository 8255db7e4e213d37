using Iris.Platform;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Live.Frames;

/// <summary>What a person learns of the own kept frames.</summary>
/// <param name="Enabled">Whether frames are being kept.</param>
/// <param name="ConsentAt">When the person agreed; null: not, or not any more.</param>
/// <param name="Days">How long they stay.</param>
/// <param name="Frames">How many are kept.</param>
/// <param name="Bytes">How large they are together.</param>
internal sealed record FrameKeepingStatus(bool Enabled, DateTimeOffset? ConsentAt, int Days, int Frames, long Bytes);

/// <summary>The consent to keep frames, and for how long. The default is that nothing is kept.</summary>
internal sealed class FrameKeepings(IDbContextFactory<AppDbContext> databases, IOptions<FrameOptions> options, TimeProvider clock)
{
    public async Task<FrameKeepingStatus> StatusAsync(Guid person, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var keeping = await db.Set<FrameKeeping>().AsNoTracking().OwnedBy(person).SingleOrDefaultAsync(cancellation);
        var kept = await db.Set<KeptFrame>().OwnedBy(person).Where(frame => frame.DeletedAt == null)
            .GroupBy(_ => 1).Select(all => new { Count = all.Count(), Bytes = all.Sum(frame => (long)frame.Bytes) }).SingleOrDefaultAsync(cancellation);
        return new(keeping?.ConsentAt is not null, keeping?.ConsentAt, keeping?.Days ?? options.Value.Days, kept?.Count ?? 0, kept?.Bytes ?? 0);
    }

    /// <summary>Whether frames of this person are to be kept, and there is room for more today.</summary>
    public async Task<bool> IsWantedAsync(Guid person, CancellationToken cancellation)
    {
        var yesterday = clock.GetUtcNow() - TimeSpan.FromDays(1);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<FrameKeeping>().OwnedBy(person).AnyAsync(keeping => keeping.ConsentAt != null, cancellation)
            && await db.Set<KeptFrame>().OwnedBy(person).Where(frame => frame.TakenAt > yesterday).SumAsync(frame => (long)frame.Bytes, cancellation) < options.Value.BytesPerDay;
    }

    /// <summary>
    /// Frames are kept from now on; the call is the person's consent. Called again it changes how long they stay, those that are there included. Refusal:
    /// <c>frame-days</c> (400).
    /// </summary>
    public async Task<Outcome<FrameKeepingStatus>> EnableAsync(Guid person, int days, CancellationToken cancellation)
    {
        if (days is < 1 or > FrameOptions.LongestDays) return Refusal.Of<LiveText>("frame-days", StatusCodes.Status400BadRequest, FrameOptions.LongestDays);
        var now = clock.GetUtcNow();
        await databases.UpsertAsync<FrameKeeping>(
            keepings => keepings.OwnedBy(person).ExecuteUpdateAsync(
                set => set.SetProperty(keeping => keeping.ConsentAt, keeping => keeping.ConsentAt ?? now).SetProperty(keeping => keeping.Days, days), cancellation),
            () => new() { OwnerId = person, ConsentAt = now, Days = days },
            cancellation);
        return await StatusAsync(person, cancellation);
    }

    /// <summary>No frame is kept any more, not even one that is on its way. Those that are there stay until they are deleted or due.</summary>
    public async Task DisableAsync(Guid person, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<FrameKeeping>().OwnedBy(person).ExecuteUpdateAsync(set => set.SetProperty(keeping => keeping.ConsentAt, (DateTimeOffset?)null), cancellation);
    }
}
