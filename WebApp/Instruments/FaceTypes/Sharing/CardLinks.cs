using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Iris.Instruments.Readings;
using Iris.Platform;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.FaceTypes.Sharing;

/// <summary>Makes, finds and revokes the public links of cards.</summary>
internal sealed class CardLinks(IDbContextFactory<AppDbContext> databases, TimeProvider clock)
{
    public const int DefaultDays = 7, MostDays = 30;

    private const int TokenBytes = 16;

    /// <summary>A new link in place of an earlier one, which opens no more. Refusals: <c>bad-days</c> (400), and null for a reading that is not this person's.</summary>
    public async Task<Outcome<CardLink>?> CreateAsync(Guid person, Guid reading, int days, bool showsPicture, CancellationToken cancellation)
    {
        if (days is < 1 or > MostDays) return new Outcome<CardLink>?(Refusal.Of<FaceTypeText>("bad-days", StatusCodes.Status400BadRequest, MostDays));
        var now = clock.GetUtcNow();
        var link = new CardLink
        {
            ReadingId = reading,
            OwnerId = person,
            Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)),
            ShowsPicture = showsPicture,
            Language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
            CreatedAt = now,
            ExpiresAt = now.AddDays(days),
        };
        var made = await databases.InTransactionAsync(
            async database =>
            {
                await database.QueueUpAsync(person, cancellation);
                if (!await FaceTypeReadings.Of(database).OwnedBy(person).AnyAsync(own => own.Id == reading, cancellation)) return false;
                await database.Set<CardLink>().Where(old => old.ReadingId == reading || old.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
                database.Add(link);
                await database.SaveChangesAsync(cancellation);
                return true;
            },
            cancellation);
        return made ? new Outcome<CardLink>?(link) : null;
    }

    /// <summary>The link of a reading, or null when there is none, or none any more.</summary>
    public async Task<CardLink?> FindAsync(Guid person, Guid reading, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Set<CardLink>().AsNoTracking().OwnedBy(person).SingleOrDefaultAsync(link => link.ReadingId == reading && link.ExpiresAt > now, cancellation);
    }

    /// <summary>From now on the link opens nothing; false when there was none.</summary>
    public async Task<bool> RevokeAsync(Guid person, Guid reading, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Set<CardLink>().OwnedBy(person).Where(link => link.ReadingId == reading).ExecuteDeleteAsync(cancellation) > 0;
    }

    /// <summary>What a token opens, or null: unknown, expired, revoked, or its reading is deleted.</summary>
    public async Task<SharedCard?> OpenAsync(string token, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var found = await (
            from link in database.Set<CardLink>().AsNoTracking()
            join reading in FaceTypeReadings.Of(database) on link.ReadingId equals reading.Id
            where link.Token == token && link.ExpiresAt > now
            select new { link, reading }).SingleOrDefaultAsync(cancellation);
        // Databases compare text in their own ways.
        return found is null || found.link.Token != token ? null : new(found.link, found.reading, FaceTypeReadings.Parse(found.reading));
    }
}

/// <summary>What a link opens.</summary>
internal sealed record SharedCard(CardLink Link, Reading Reading, FaceTypeResult Result);
