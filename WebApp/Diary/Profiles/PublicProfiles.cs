using Iris.Accounts.Registration;
using Iris.Diary.Friends;
using Iris.Gallery;
using Iris.Instruments.Readings;
using Iris.Platform;
using Iris.Platform.Data;
using Iris.Platform.Words;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Profiles;

/// <summary>What somebody wants others to see, unchecked.</summary>
/// <param name="Bio">At most 300 characters.</param>
/// <param name="AvatarId">A reading of the own gallery, or null.</param>
public sealed record ProfileContent(string? Bio, Guid? AvatarId = null);

/// <summary>A person as everybody sees them.</summary>
/// <param name="Nickname">As it is written.</param>
/// <param name="Bio">With line feeds; may be empty.</param>
/// <param name="AvatarUrl">A small JPEG, or null.</param>
/// <param name="Mine">Whether that is who reads it.</param>
public sealed record ProfileDocument(string Nickname, string Bio, string? AvatarUrl, bool Mine);

/// <summary>
/// People as they show themselves. Whoever is about to go, and whoever has blocked the reader or is blocked by them, does not exist here.
/// </summary>
internal sealed class PublicProfiles(IDbContextFactory<AppDbContext> databases, OwnReadings readings, WordFilter words)
{
    /// <summary>The picture of somebody, as far as there is one.</summary>
    public static string AvatarUrl(string nickname) => $"{ProfileEndpoints.People}/{Uri.EscapeDataString(nickname)}/avatar";

    /// <summary>The person of that name; null: there is none whom the reader may find.</summary>
    public async Task<ProfileDocument?> FindAsync(Guid? reader, string? nickname, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var found = await (
            from person in People(database, reader, nickname)
            join profile in database.Set<PublicProfile>() on person.Id equals profile.OwnerId into said
            from profile in said.DefaultIfEmpty()
            select new { person.Id, person.Nickname, Bio = profile == null ? "" : profile.Bio, HasAvatar = profile != null && database.KeptReadings().Any(picture => picture.Id == profile.AvatarId && picture.OwnerId == person.Id) })
            .SingleOrDefaultAsync(cancellation);
        return found is null ? null : new(found.Nickname, found.Bio, found.HasAvatar ? AvatarUrl(found.Nickname) : null, found.Id == reader);
    }

    /// <summary>The reading that shows the person; null: there is none, or nobody whom the reader may find.</summary>
    public async Task<Reading?> AvatarAsync(Guid? reader, string nickname, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await (
            from person in People(database, reader, nickname)
            join profile in database.Set<PublicProfile>() on person.Id equals profile.OwnerId
            join picture in database.KeptReadings() on new { Id = profile.AvatarId, profile.OwnerId } equals new { Id = (Guid?)picture.Id, picture.OwnerId }
            select picture).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>What the person has said, for the form.</summary>
    public async Task<ProfileContent> ReadAsync(Guid person, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Set<PublicProfile>().AsNoTracking().OwnedBy(person).Select(profile => new ProfileContent(profile.Bio, profile.AvatarId)).SingleOrDefaultAsync(cancellation) ?? new("");
    }

    /// <summary>Puts another profile in the place of the old one.</summary>
    /// <returns>What is kept, or <c>bio-long</c>, <c>avatar-missing</c> (400), <c>words-blocked</c> (422).</returns>
    public async Task<Outcome<ProfileContent>> ChangeAsync(Guid person, ProfileContent content, CancellationToken cancellation)
    {
        var (bio, avatar) = (PlainText.Lines(content.Bio), content.AvatarId);
        if (bio.Length > PublicProfile.LongestBio) return Refusal.Of<ProfilesText>("bio-long", StatusCodes.Status400BadRequest, PublicProfile.LongestBio);
        if (avatar is { } id && await readings.FindItemAsync(person, id, cancellation) is null) return Refusal.Of<ProfilesText>("avatar-missing", StatusCodes.Status400BadRequest);
        if (await words.BlocksAsync(bio, cancellation)) return Refusal.Of<ProfilesText>("words-blocked", StatusCodes.Status422UnprocessableEntity);
        await databases.UpsertAsync<PublicProfile>(
            rows => rows.Where(profile => profile.OwnerId == person).ExecuteUpdateAsync(set => set.SetProperty(profile => profile.Bio, bio).SetProperty(profile => profile.AvatarId, avatar), cancellation),
            () => new() { OwnerId = person, Bio = bio, AvatarId = avatar }, cancellation);
        return new ProfileContent(bio, avatar);
    }

    private static IQueryable<Accounts.Person> People(AppDbContext database, Guid? reader, string? nickname)
    {
        var name = Nickname.Normalize(Nickname.Clean(nickname ?? ""));
        var people = database.Users.AsNoTracking().Where(person => person.NormalizedNickname == name && person.ErasureStartedAt == null);
        if (reader is not { } me) return people;
        var apart = database.KeptApart(me);
        return people.Where(person => !apart.Contains(person.Id));
    }
}
