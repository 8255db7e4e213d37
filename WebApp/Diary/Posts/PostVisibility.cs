using Iris.Accounts;
using Iris.Diary.Friends;
using Iris.Diary.Moderation;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Posts;

/// <summary>Who may read a post. What nobody decided is private.</summary>
public enum PostVisibility
{
    /// <summary>Its owner alone.</summary>
    Private,

    /// <summary>The two people of a shared diary.</summary>
    Secret,

    /// <summary>The secret friends of its owner.</summary>
    Friends,

    /// <summary>Everybody, signed in or not.</summary>
    Public,
}

/// <summary>
/// The one rule of who reads what: pages, API, pictures, feeds, likes and searches all begin with it, and what it leaves out is answered like what never was.
/// What an admin hid is there for its owner and for admins alone; those also read what was reported, until they have decided. docs/decisions/054-who-reads-what.md, 057-moderation.md.
/// </summary>
internal static class PostRule
{
    /// <summary>The posts that somebody may read; null: somebody who is not signed in.</summary>
    public static IQueryable<DiaryPost> ReadableBy(this AppDbContext database, Guid? reader)
    {
        var there = database.Set<DiaryPost>().AsNoTracking().Where(post => post.DeletedAt == null);
        var leaving = database.Users.Where(person => person.ErasureStartedAt != null);
        if (reader is not { } me) return there.Where(post => post.Visibility == PostVisibility.Public && post.HiddenAt == null && !leaving.Any(person => person.Id == post.OwnerId));

        // A pair is one row with the smaller id first: both ways of asking find it in the unique index.
        var (pairs, reports, admins) = (database.Set<Friendship>(), database.Set<Report>(), database.AdminsWithId(me));
        // Whoever blocks an admin does not get rid of what an admin decides about.
        return there.Where(post => post.OwnerId == me || (admins.Any() && (post.HiddenAt != null || reports.Any(report => report.SubjectId == post.Id && report.SettledAt == null))) || (
            post.HiddenAt == null
            && !leaving.Any(person => person.Id == post.OwnerId)
            && !pairs.Any(pair => pair.FirstId == me && pair.SecondId == post.OwnerId && (pair.BlockedByFirst || pair.BlockedBySecond))
            && !pairs.Any(pair => pair.SecondId == me && pair.FirstId == post.OwnerId && (pair.BlockedByFirst || pair.BlockedBySecond))
            && (post.Visibility == PostVisibility.Public
                || (post.Visibility == PostVisibility.Secret && pairs.Any(pair => pair.Id == post.DiaryId && (pair.FirstId == me || pair.SecondId == me)))
                || (post.Visibility == PostVisibility.Friends
                    && (pairs.Any(pair => pair.FirstId == me && pair.SecondId == post.OwnerId && pair.State == FriendshipState.Friends)
                        || pairs.Any(pair => pair.SecondId == me && pair.FirstId == post.OwnerId && pair.State == FriendshipState.Friends))))));
    }

    /// <summary>The person with this id, if it is one who runs the site. As a query: it is part of the rule, and asked once for each.</summary>
    public static IQueryable<Guid> AdminsWithId(this AppDbContext database, Guid person) =>
        from member in database.UserRoles
        join role in database.Roles on member.RoleId equals role.Id
        where member.UserId == person && role.Name == Roles.Admin
        select member.UserId;
}
