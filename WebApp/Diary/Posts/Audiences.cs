using Iris.Diary.Friends;
using MudBlazor;

namespace Iris.Diary.Posts;

/// <summary>Who may read a post, as a form lets somebody choose: one value for visibility and shared diary together.</summary>
/// <param name="Visibility">Who may read it.</param>
/// <param name="DiaryId">The shared diary of a secret post; null for every other.</param>
/// <param name="With">The nickname of who shares the diary; null where that is not known any more.</param>
public sealed record Audience(PostVisibility Visibility, Guid? DiaryId = null, string? With = null);

/// <summary>What somebody can choose from.</summary>
internal static class Audiences
{
    /// <summary>Nobody, each friend alone, all of them, everybody; and what a post has already.</summary>
    public static IReadOnlyList<Audience> Of(IEnumerable<SecretFriend> friends, PostVisibility now, Guid? diary)
    {
        List<Audience> all = [new(PostVisibility.Private)];
        all.AddRange(friends.Where(friend => friend.DiaryId is not null && (friend.Status == FriendStatus.Friends || friend.DiaryId == diary)).Select(friend => new Audience(PostVisibility.Secret, friend.DiaryId, friend.Nickname)));
        if (now == PostVisibility.Secret && all.TrueForAll(one => one.DiaryId != diary)) all.Add(new(now, diary));
        return [.. all, new(PostVisibility.Friends), new(PostVisibility.Public)];
    }

    public static string Icon(PostVisibility visibility) => visibility switch
    {
        PostVisibility.Public => Icons.Material.Outlined.Public,
        PostVisibility.Friends => Icons.Material.Outlined.Group,
        PostVisibility.Secret => Icons.Material.Outlined.MenuBook,
        _ => Icons.Material.Outlined.Lock,
    };
}
