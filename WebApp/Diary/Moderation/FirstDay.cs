using Iris.Diary.Posts;
using Iris.Platform;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;

namespace Iris.Diary.Moderation;

/// <summary>What somebody does before the eyes of others. A name never changes: it is stored.</summary>
internal enum PublicDeed
{
    /// <summary>Writes what everybody may read, or lets everybody read what was written before.</summary>
    Post,

    /// <summary>Says something to a post.</summary>
    Comment,

    /// <summary>Reports something.</summary>
    Report,
}

/// <summary>How often somebody did it on the first day of the account. It counts what was done, and not what is still there.</summary>
internal sealed class FirstDayCount : IOwned
{
    public required Guid OwnerId { get; init; }

    public required PublicDeed Deed { get; init; }

    public int Count { get; set; }
}

internal sealed class FirstDayCountConfiguration : IEntityTypeConfiguration<FirstDayCount>
{
    public void Configure(EntityTypeBuilder<FirstDayCount> count)
    {
        count.ToTable("FirstDayCounts");
        count.HasKey(c => new { c.OwnerId, c.Deed });
        count.Property(c => c.Deed).HasConversion<string>().HasMaxLength(8);
        count.HasOne<Accounts.Person>().WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Bounds what a new account does before the eyes of others: whoever makes accounts by the dozen must not fill the front page with them.</summary>
internal sealed class FirstDay(TimeProvider clock, IOptions<PostsOptions> options)
{
    /// <summary>
    /// Counts the deed, in the transaction that does it and before anything is read in it: of any number at once no more are done than may be.
    /// </summary>
    /// <returns><c>first-day</c> (429) when there were enough; null: it may be done.</returns>
    public async Task<Refusal?> TakeAsync(AppDbContext database, Guid person, PublicDeed deed, CancellationToken cancellation)
    {
        await database.QueueUpAsync(person, cancellation);
        var until = await database.Users.Where(row => row.Id == person).Select(row => row.CreatedAt).SingleAsync(cancellation) + options.Value.FirstDay;
        var now = clock.GetUtcNow();
        if (until <= now) return null;
        var most = deed switch
        {
            PublicDeed.Post => options.Value.FirstDayPosts,
            PublicDeed.Comment => options.Value.FirstDayComments,
            _ => options.Value.FirstDayReports,
        };
        var counts = database.Set<FirstDayCount>().OwnedBy(person).Where(row => row.Deed == deed);
        if (await counts.Where(row => row.Count < most).ExecuteUpdateAsync(set => set.SetProperty(row => row.Count, row => row.Count + 1), cancellation) > 0) return null;
        if (await counts.AnyAsync(cancellation))
        {
            return Refusal.Of<ModerationText>("first-day", StatusCodes.Status429TooManyRequests, most) with { Reason = deed.ToString().ToLowerInvariant(), RetryAfter = until - now };
        }

        database.Add(new FirstDayCount { OwnerId = person, Deed = deed, Count = 1 });
        await database.SaveChangesAsync(cancellation);
        return null;
    }
}
