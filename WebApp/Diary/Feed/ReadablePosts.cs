using Iris.Accounts.Registration;
using Iris.Diary.Friends;
using Iris.Diary.Likes;
using Iris.Diary.Posts;
using Iris.Diary.Search;
using Iris.Instruments.Readings;
using Iris.Platform.Data;
using Iris.Platform.Web.Api;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Feed;

/// <summary>Which of the posts that somebody may read a list shows; with nothing set all of them.</summary>
/// <param name="Public">Those of everybody for everybody alone.</param>
/// <param name="Author">The nickname of who wrote them, or <see cref="Me"/>.</param>
/// <param name="Tag">As somebody typed it.</param>
/// <param name="Diary">A shared diary.</param>
internal sealed record FeedFilter(bool Public = false, string? Author = null, string? Tag = null, Guid? Diary = null)
{
    /// <summary>The author who reads. It is no nickname, which never has such a letter.</summary>
    public const string Me = "@me";
}

/// <summary>The posts that somebody may read, by <see cref="PostRule"/>: as lists, and one by one. Each list is one query, or one for each of four sources, however many posts it shows.</summary>
internal sealed class ReadablePosts(IDbContextFactory<AppDbContext> databases, TimeProvider clock)
{
    /// <summary>Likes count for the top this long after a post was written.</summary>
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>So many posts of each source are read for a page of a search.</summary>
    public const int LookedThrough = 5_000;

    /// <summary>A page, newest first.</summary>
    /// <param name="reader">Who reads; null: somebody who is not signed in.</param>
    /// <param name="filter">Which posts.</param>
    /// <param name="after">The last post of the page before; null for the first page.</param>
    /// <param name="limit">At least one.</param>
    /// <param name="cancellation">Ends the query early.</param>
    public async Task<PostSlice> NewestAsync(Guid? reader, FeedFilter filter, Guid? after, int limit, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        List<PostItem> rows = [];
        foreach (var source in await SourcesAsync(database, reader, filter, cancellation))
        {
            var posts = after is { } last ? source.Where(post => post.Id.CompareTo(last) < 0) : source;
            rows.AddRange(await Items(database, posts.OrderByDescending(post => post.Id).Take(limit + 1), reader).ToListAsync(cancellation));
        }

        var (items, next) = ListCursor.Cut([.. rows.DistinctBy(row => row.Id).OrderByDescending(row => row.Id)], limit, row => row.Id);
        return new PostSlice([.. items.Select(item => item.Readable())], next);
    }

    /// <summary>A page of what everybody may read and was written within a week, the most liked first; posts that are liked meanwhile may move from one page to another.</summary>
    /// <inheritdoc cref="NewestAsync"/>
    public async Task<PostSlice> TopAsync(Guid? reader, FeedFilter filter, FeedCursor? after, int limit, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        // Ids of version 7 are in the order of time, so that the index of feeds has the week as one range.
        var since = Guid.CreateVersion7(clock.GetUtcNow() - Week);
        List<PostItem> rows = [];
        foreach (var source in await SourcesAsync(database, reader, filter with { Public = true }, cancellation))
        {
            var posts = source.Where(post => post.Id.CompareTo(since) > 0);
            if (after is var (likes, id)) posts = posts.Where(post => post.Likes < likes || (post.Likes == likes && post.Id.CompareTo(id) < 0));
            rows.AddRange(await Items(database, posts.OrderByDescending(post => post.Likes).ThenByDescending(post => post.Id).Take(limit + 1), reader).ToListAsync(cancellation));
        }

        return new PostSlice([.. rows.Take(limit).Select(row => row.Readable())], rows.Count > limit ? new FeedCursor(rows[limit - 1].Likes, rows[limit - 1].Id).Encode() : null);
    }

    /// <summary>A page of what the reader wrote, and of what everybody may read, with all of the words; newest first. It may be empty and yet have a next one: not more than <see cref="LookedThrough"/> posts are looked through at once.</summary>
    /// <param name="reader">Who reads; null: somebody who is not signed in.</param>
    /// <param name="sentence">What is looked for.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    /// <param name="limit">At least one.</param>
    /// <param name="cancellation">Ends the query early.</param>
    public async Task<PostSlice> SearchAsync(Guid? reader, string? sentence, Guid? after, int limit, CancellationToken cancellation)
    {
        var words = PostSearch.WordsOf(sentence);
        if (words.Count == 0) return new([], null);
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var posts = database.ReadableBy(reader);
        if (after is { } last) posts = posts.Where(post => post.Id.CompareTo(last) < 0);
        List<IQueryable<DiaryPost>> sources = [posts.Where(post => post.Visibility == PostVisibility.Public && post.HiddenAt == null)];
        if (reader is { } me) sources.Add(posts.Where(post => post.OwnerId == me));

        // What is older than the last post that was looked through waits for the next page, of whichever source.
        Guid? floor = null;
        foreach (var source in sources)
        {
            var end = await source.OrderByDescending(post => post.Id).Select(post => (Guid?)post.Id).Skip(LookedThrough - 1).FirstOrDefaultAsync(cancellation);
            if (end is { } reached && (floor is null || reached.CompareTo(floor.Value) > 0)) floor = reached;
        }

        List<PostItem> rows = [];
        foreach (var source in sources)
        {
            var looked = floor is { } from ? source.Where(post => post.Id.CompareTo(from) >= 0) : source;
            rows.AddRange(await Items(database, looked.With(database, words).OrderByDescending(post => post.Id).Take(limit + 1), reader).ToListAsync(cancellation));
        }

        var (items, next) = ListCursor.Cut([.. rows.DistinctBy(row => row.Id).OrderByDescending(row => row.Id)], limit, row => row.Id);
        return new([.. items.Select(item => item.Readable())], next ?? (floor is { } there ? ListCursor.Encode(there) : null));
    }

    /// <summary>The whole post, or null when it is none that the reader may read.</summary>
    public async Task<PostDocument?> FindAsync(Guid? reader, Guid id, CancellationToken cancellation)
    {
        var me = reader ?? Guid.Empty;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var found = await (
            from post in database.ReadableBy(reader)
            where post.Id == id
            join author in database.Users on post.OwnerId equals author.Id
            select new { Post = post, author.Nickname, Liked = database.Set<PostLike>().Any(like => like.PostId == post.Id && like.PersonId == me) }).SingleOrDefaultAsync(cancellation);
        if (found is null) return null;
        var (shown, mine) = (found.Post, found.Post.OwnerId == me);
        var ids = shown.PictureIds.ToArray();
        var readings = ids.Length == 0 ? [] : await database.KeptReadings().Where(reading => ids.Contains(reading.Id) && reading.OwnerId == shown.OwnerId)
            .Select(reading => new { reading.Id, reading.Width, reading.Height }).ToListAsync(cancellation);
        IReadOnlyList<PostPicture> pictures =
        [
            .. from number in Enumerable.Range(0, ids.Length)
               join reading in readings on ids[number] equals reading.Id
               select new PostPicture(number, PostUrls.Image(id, number), PostUrls.Thumbnail(id, number), reading.Width, reading.Height),
        ];
        var first = pictures is [{ Number: 0 } picture, ..] ? picture : null;
        return new(
            id, shown.Day, shown.CreatedAt, shown.EditedAt, shown.Title, shown.Text, shown.Visibility, shown.DiaryId, mine ? shown.PictureId : null,
            first?.ImageUrl, first?.ThumbnailUrl, first?.Width, first?.Height, found.Nickname, mine, shown.Tags, shown.Likes, found.Liked, shown.HiddenAt != null, shown.Mood, shown.Weather, mine ? ids : [], pictures);
    }

    /// <summary>Whether the reader may read the post.</summary>
    public async Task<bool> IsReadableAsync(Guid? reader, Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.ReadableBy(reader).AnyAsync(post => post.Id == id, cancellation);
    }

    /// <summary>One of the readings that a post shows, or null: for whoever may read the post, which need not be whose reading it is.</summary>
    public async Task<Reading?> PictureAsync(Guid? reader, Guid id, int number, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var post = await database.ReadableBy(reader).Where(post => post.Id == id).Select(post => new { post.OwnerId, post.PictureId, post.MorePictureIds }).SingleOrDefaultAsync(cancellation);
        var picture = number == 0 ? post?.PictureId : post?.MorePictureIds.Skip(number - 1).Select(more => (Guid?)more).FirstOrDefault();
        return number < 0 || picture is not { } wanted ? null : await database.KeptReadings().SingleOrDefaultAsync(reading => reading.Id == wanted && reading.OwnerId == post!.OwnerId, cancellation);
    }

    /// <summary>
    /// Where the posts of a list come from. Everything that somebody may read comes from four places, each of which an index has in order, where one query for all would sort the
    /// whole table.
    /// </summary>
    private static async Task<IReadOnlyList<IQueryable<DiaryPost>>> SourcesAsync(AppDbContext database, Guid? reader, FeedFilter filter, CancellationToken cancellation)
    {
        var posts = database.ReadableBy(reader);
        var isWhole = true;
        if (filter.Public || reader is null) (posts, isWhole) = (posts.Where(post => post.Visibility == PostVisibility.Public && post.HiddenAt == null), false);
        if (filter.Diary is { } diary) (posts, isWhole) = (posts.Where(post => post.DiaryId == diary && post.Visibility == PostVisibility.Secret), false);
        if (filter.Author is not null)
        {
            var author = filter.Author == FeedFilter.Me ? reader : await AuthorAsync(database, filter.Author, cancellation);
            if (author is null) return [];
            (posts, isWhole) = (posts.Where(post => post.OwnerId == author), false);
        }

        if (filter.Tag is not null)
        {
            if (PostTag.Clean(filter.Tag) is not { } tag) return [];
            var tagged = database.Set<PostTag>().Where(row => row.Tag == tag);
            return [from row in tagged join post in posts on row.PostId equals post.Id select post];
        }

        if (!isWhole || reader is not { } me) return [posts];
        var pairs = database.Set<Friendship>().Where(pair => pair.FirstId == me || pair.SecondId == me);
        var friends = pairs.Where(pair => pair.State == FriendshipState.Friends).Select(pair => pair.FirstId == me ? pair.SecondId : pair.FirstId);
        var diaries = pairs.Where(pair => pair.DiarySince != null).Select(pair => (Guid?)pair.Id);
        return
        [
            posts.Where(post => post.Visibility == PostVisibility.Public && post.HiddenAt == null),
            posts.Where(post => post.OwnerId == me),
            posts.Where(post => post.Visibility == PostVisibility.Friends && friends.Contains(post.OwnerId)),
            posts.Where(post => post.Visibility == PostVisibility.Secret && diaries.Contains(post.DiaryId)),
        ];
    }

    private static Task<Guid?> AuthorAsync(AppDbContext database, string nickname, CancellationToken cancellation)
    {
        var name = Nickname.Normalize(Nickname.Clean(nickname));
        return database.Users.Where(person => person.NormalizedNickname == name).Select(person => (Guid?)person.Id).SingleOrDefaultAsync(cancellation);
    }

    private static IQueryable<PostItem> Items(AppDbContext database, IQueryable<DiaryPost> posts, Guid? reader)
    {
        var me = reader ?? Guid.Empty;
        return posts.Select(post => new PostItem(
            post.Id, post.Day, post.CreatedAt, post.EditedAt, post.Title, post.Text.Substring(0, PostItem.ExcerptLength), post.Visibility, post.DiaryId, post.OwnerId == me ? post.PictureId : null,
            database.KeptReadings().Any(reading => reading.Id == post.PictureId && reading.OwnerId == post.OwnerId) ? PostUrls.Thumbnail(post.Id, 0) : null,
            database.Users.Where(person => person.Id == post.OwnerId).Select(person => person.Nickname).Single(), post.OwnerId == me, post.Tags, post.Likes,
            database.Set<PostLike>().Any(like => like.PostId == post.Id && like.PersonId == me), post.HiddenAt != null, post.Mood, post.Weather));
    }
}
