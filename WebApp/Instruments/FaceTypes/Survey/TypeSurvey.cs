using Iris.Instruments.FaceTypes.References;
using Iris.Instruments.FaceTypes.Types;
using Iris.Platform;
using Iris.Platform.Audit;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.FaceTypes.Survey;

/// <summary>A picture of the survey for one person.</summary>
/// <param name="Id">Of the reference.</param>
/// <param name="Vote">The person's own, or null.</param>
internal sealed record SurveyPicture(Guid Id, Guid? Vote);

/// <summary>People vote on what reference pictures are; admins take labels and shares from the votes. Only pictures that may be shown take part.</summary>
internal sealed class TypeSurvey(IDbContextFactory<AppDbContext> databases, TypeCatalogue catalogue, AuditLog audit, TimeProvider clock)
{
    /// <summary>All pictures with the person's votes, in an order of the person's own, so that the first ones don't get all votes.</summary>
    public async Task<IReadOnlyList<SurveyPicture>> ReadAsync(Guid person, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var pictures = await Shown(database)
            .Select(reference => new { reference.Id, Vote = database.Set<TypeVote>().Where(vote => vote.ReferenceId == reference.Id && vote.OwnerId == person).Select(vote => (Guid?)vote.TypeId).FirstOrDefault() })
            .ToListAsync(cancellation);
        return [.. pictures.OrderBy(picture => ReferencePictures.Draw(picture.Id, person)).Select(picture => new SurveyPicture(picture.Id, picture.Vote))];
    }

    /// <summary>The picture, or null when it is not to be voted on.</summary>
    public async Task<TypeReference?> FindAsync(Guid reference, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Shown(database).SingleOrDefaultAsync(row => row.Id == reference, cancellation);
    }

    /// <summary>Votes, in place of an earlier vote; false when there is no such picture or type.</summary>
    public async Task<bool> VoteAsync(Guid person, Guid reference, Guid type, CancellationToken cancellation)
    {
        await using (var database = await databases.CreateDbContextAsync(cancellation))
        {
            if (!await Shown(database).AnyAsync(row => row.Id == reference, cancellation) || !await database.Set<FaceType>().AnyAsync(row => row.Id == type, cancellation)) return false;
        }

        var now = clock.GetUtcNow();
        try
        {
            await databases.UpsertAsync(
                votes => votes.Where(vote => vote.ReferenceId == reference && vote.OwnerId == person)
                    .ExecuteUpdateAsync(set => set.SetProperty(vote => vote.TypeId, type).SetProperty(vote => vote.VotedAt, now), cancellation),
                () => new TypeVote { ReferenceId = reference, OwnerId = person, TypeId = type, VotedAt = now },
                cancellation);
            return true;
        }
        catch (DbUpdateException failure) when (failure.IsConflict())
        {
            // The picture was removed at this moment.
            return false;
        }
    }

    /// <summary>Takes a vote back; repeatable.</summary>
    public async Task TakeBackAsync(Guid person, Guid reference, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await database.Set<TypeVote>().OwnedBy(person).Where(vote => vote.ReferenceId == reference).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>The votes for types that there are.</summary>
    public async Task<SurveyCount> CountAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var votes = await database.Set<TypeVote>().Where(vote => database.Set<FaceType>().Any(type => type.Id == vote.TypeId))
            .GroupBy(vote => new { vote.ReferenceId, vote.TypeId }).Select(group => new { group.Key.ReferenceId, group.Key.TypeId, Count = group.Count() }).ToListAsync(cancellation);
        var byPicture = votes.ToLookup(vote => vote.ReferenceId);
        var pictures = await Shown(database).OrderBy(reference => reference.Id).Select(reference => new { reference.Id, reference.TypeId }).ToListAsync(cancellation);
        return new([.. pictures.Select(picture => new PictureVotes(picture.Id, picture.TypeId, byPicture[picture.Id].ToDictionary(vote => vote.TypeId, vote => vote.Count)))]);
    }

    /// <summary>Takes each picture for what most people take it for, where that is clear; answers how many changed.</summary>
    public async Task<int> TakeLabelsAsync(Actor admin, CancellationToken cancellation)
    {
        var changed = 0;
        await using (var database = await databases.CreateDbContextAsync(cancellation))
        {
            foreach (var picture in (await CountAsync(cancellation)).Pictures.Where(picture => picture.Label is { } label && label != picture.Type))
            {
                var label = picture.Label!.Value;
                changed += await database.Set<TypeReference>().Where(reference => reference.Id == picture.Reference).ExecuteUpdateAsync(set => set.SetProperty(row => row.TypeId, label), cancellation);
            }
        }

        if (changed > 0) await audit.WriteAsync(admin, AuditActions.TakeLabels, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{changed}"), null, cancellation);
        return changed;
    }

    /// <summary>Gives every type the share that the votes say. Refusal: <c>votes-few</c> (422) while a type is nobody's.</summary>
    public async Task<Outcome<FaceType[]>> TakeSharesAsync(Actor admin, CancellationToken cancellation)
    {
        var (count, types) = (await CountAsync(cancellation), await catalogue.ReadAsync(cancellation));
        if (types.Any(type => count.Share(type.Id) == 0)) return Refusal.Of<FaceTypeText>("votes-few", StatusCodes.Status422UnprocessableEntity, PictureVotes.FewestVotes);
        await catalogue.ShareAsync(types.ToDictionary(type => type.Id, type => count.Share(type.Id)), admin, cancellation);
        return (await catalogue.ReadAsync(cancellation)).ToArray();
    }

    private static IQueryable<TypeReference> Shown(AppDbContext database) =>
        database.Set<TypeReference>().AsNoTracking().Where(reference => reference.MayBeShown && database.Set<FaceType>().Any(type => type.Id == reference.TypeId));
}
