using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Diary.Friends;

/// <summary>How far two people have come.</summary>
internal enum FriendshipState
{
    /// <summary>Nobody has asked, or it is over: declined, withdrawn, ended, or blocked.</summary>
    None,

    /// <summary>One of them has asked, and the other has not answered.</summary>
    Asked,

    /// <summary>Both want it; they write into their shared diary.</summary>
    Friends,
}

/// <summary>
/// What is between two people: one row for each pair that ever had to do with each other. Its id is that of their shared diary, which is theirs while they are friends, frozen
/// afterwards, and the same one should they find together again.
/// </summary>
internal sealed class Friendship
{
    /// <summary>Version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The one of the two with the smaller id.</summary>
    public required Guid FirstId { get; init; }

    public required Guid SecondId { get; init; }

    public FriendshipState State { get; set; }

    /// <summary>Who asked, while <see cref="State"/> is <see cref="FriendshipState.Asked"/>.</summary>
    public Guid? AskedById { get; set; }

    /// <summary>The first does not want to be found by the second.</summary>
    public bool BlockedByFirst { get; set; }

    public bool BlockedBySecond { get; set; }

    /// <summary>When they became friends for the first time; null: never, so that they have no diary.</summary>
    public DateTimeOffset? DiarySince { get; set; }

    /// <summary>When the state changed, or one of them wrote into the diary.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The two in the order in which they are kept.</summary>
    public static (Guid First, Guid Second) Ordered(Guid one, Guid other) => one.CompareTo(other) < 0 ? (one, other) : (other, one);
}

internal sealed class FriendshipConfiguration : IEntityTypeConfiguration<Friendship>
{
    public void Configure(EntityTypeBuilder<Friendship> pair)
    {
        pair.ToTable("Friendships");
        pair.Property(p => p.State).HasConversion<string>().HasMaxLength(8);
        pair.HasIndex(p => new { p.FirstId, p.SecondId }).IsUnique();
        pair.HasIndex(p => p.SecondId);
        pair.HasOne<Accounts.Person>().WithMany().HasForeignKey(p => p.FirstId).OnDelete(DeleteBehavior.Cascade);
        pair.HasOne<Accounts.Person>().WithMany().HasForeignKey(p => p.SecondId).OnDelete(DeleteBehavior.Cascade);
    }
}
