using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using Iris.Instruments.FaceTypes.References;
using Iris.Platform.Audit;
using Iris.Platform.Data;
using Iris.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.FaceTypes.Types;

/// <summary>The types that there are. Changes of several admins, on several nodes, come one after another, and each stands in the audit log.</summary>
internal sealed class TypeCatalogue(IDbContextFactory<AppDbContext> databases, ReferencePictures references, AuditLog audit)
{
    public const int FewestTypes = 2, MostTypes = 12;

    /// <summary>The survey of the service that Iris replaces; its shares are rounded, and their sum is 100.1.</summary>
    private static readonly ImmutableArray<(string Key, double Share)> Survey = [("alpha", 21.8), ("beta", 21.4), ("gamma", 22.5), ("delta", 19.2), ("omega", 15.2)];

    /// <summary>All types in their order: those of the survey, until an admin has changed them.</summary>
    public async Task<IReadOnlyList<FaceType>> ReadAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var types = await InOrder(database.Set<FaceType>().AsNoTracking()).ToListAsync(cancellation);
        if (types.Count > 0) return types;
        try
        {
            database.AddRange(Defaults());
            await database.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException failure) when (failure.IsConflict())
        {
            // Somebody else read them for the first time at the same moment.
        }

        return await InOrder(database.Set<FaceType>().AsNoTracking()).ToListAsync(cancellation);
    }

    /// <summary>Adds a type; null, with what is wrong in <paramref name="errors"/>, when it can't be.</summary>
    public Task<FaceType?> AddAsync(TypeContent content, Actor admin, FieldErrors errors, CancellationToken cancellation) => WriteAsync(
        content,
        admin,
        AuditActions.AddType,
        errors,
        types =>
        {
            if (types.Count >= MostTypes)
            {
                errors.Add("name", "types-many", MostTypes);
                return null;
            }

            return new FaceType { Id = Guid.CreateVersion7(), Position = types.Count + 1, Name = "", NameKo = "", Description = "", DescriptionKo = "", Share = 0 };
        },
        cancellation);

    /// <summary>Changes a type; null when it can't be, or, without an error, when there is no such type.</summary>
    public Task<FaceType?> ChangeAsync(Guid id, TypeContent content, Actor admin, FieldErrors errors, CancellationToken cancellation) =>
        WriteAsync(content, admin, AuditActions.ChangeType, errors, types => types.Find(type => type.Id == id), cancellation);

    /// <summary>Gives types other shares, in percent; types that are not named keep theirs.</summary>
    public async Task ShareAsync(IReadOnlyDictionary<Guid, double> shares, Actor admin, CancellationToken cancellation)
    {
        await ChangeAllAsync(
            (_, types) =>
            {
                foreach (var type in types) type.Share = shares.GetValueOrDefault(type.Id, type.Share);
                return true;
            },
            cancellation);
        await audit.WriteAsync(admin, AuditActions.TakeShares, string.Join(" / ", shares.Values.Select(share => share.ToString("0.#", CultureInfo.InvariantCulture))), null, cancellation);
    }

    /// <summary>Removes a type with its references; false when there is no such type, or, with an error, when too few would be left. What was read stays as it is.</summary>
    public async Task<bool> RemoveAsync(Guid id, Actor admin, FieldErrors errors, CancellationToken cancellation)
    {
        FaceType? removed = null;
        var done = await ChangeAllAsync(
            (database, types) =>
            {
                errors.Clear();
                removed = types.Find(type => type.Id == id);
                if (removed is null) return false;
                if (types.Count <= FewestTypes)
                {
                    errors.Add("name", "types-few", FewestTypes);
                    return false;
                }

                types.Remove(removed);
                database.Remove(removed);
                return true;
            },
            cancellation);
        if (!done) return false;
        await audit.WriteAsync(admin, AuditActions.RemoveType, removed!.Name, null, cancellation);
        await references.RemoveTypelessAsync(cancellation);
        return true;
    }

    private async Task<FaceType?> WriteAsync(
        TypeContent content, Actor admin, string action, FieldErrors errors, Func<List<FaceType>, FaceType?> choose, CancellationToken cancellation)
    {
        content = content.Cleaned();
        FaceType? written = null;
        var done = await ChangeAllAsync(
            (database, types) =>
            {
                errors.Clear();
                content.Check(errors);
                if (types.Exists(other => string.Equals(other.Name, content.Name, StringComparison.OrdinalIgnoreCase) && other != choose(types))) errors.Add("name", "name-taken");
                if (errors.Count > 0) return false;
                written = choose(types);
                if (written is null) return false;
                if (!types.Remove(written)) database.Add(written);
                content.WriteTo(written);
                types.Insert(Math.Clamp((content.Position ?? written.Position) - 1, 0, types.Count), written);
                return true;
            },
            cancellation);
        if (!done || written is null) return null;
        await audit.WriteAsync(admin, action, written.Name, null, cancellation);
        return written;
    }

    /// <summary>Changes the list, in which every type then has its place as position.</summary>
    private Task<bool> ChangeAllAsync(Func<AppDbContext, List<FaceType>, bool> change, CancellationToken cancellation) => databases.InTransactionAsync(
        async database =>
        {
            await database.QueueUpForTypesAsync(cancellation);
            var types = await InOrder(database.Set<FaceType>()).ToListAsync(cancellation);
            if (!change(database, types)) return false;
            for (var index = 0; index < types.Count; index++) types[index].Position = index + 1;
            await database.SaveChangesAsync(cancellation);
            return true;
        },
        cancellation);

    private static IOrderedQueryable<FaceType> InOrder(IQueryable<FaceType> types) => types.OrderBy(type => type.Position).ThenBy(type => type.Id);

    private static IEnumerable<FaceType> Defaults()
    {
        var texts = new ResourceManager(typeof(FaceTypeText));
        var (english, korean) = (CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("ko"));
        return Survey.Select((type, index) => new FaceType
        {
            // The same on every node.
            Id = new Guid($"019ff000-0000-7000-8000-0000000002{index:x2}"),
            Position = index + 1,
            Name = texts.GetString($"Default.{type.Key}", english)!,
            NameKo = texts.GetString($"Default.{type.Key}", korean)!,
            Description = texts.GetString($"Default.{type.Key}.text", english)!,
            DescriptionKo = texts.GetString($"Default.{type.Key}.text", korean)!,
            Share = type.Share,
        });
    }
}

internal static class TypeQueue
{
    /// <summary>Lets one transaction at a time through that decides about the types and what belongs to them, until it ends. To be called before anything is read.</summary>
    public static Task QueueUpForTypesAsync(this AppDbContext database, CancellationToken cancellation) =>
        // Rows that are written, even with what is in them, are locked by every database.
        database.Set<FaceType>().ExecuteUpdateAsync(set => set.SetProperty(type => type.Position, type => type.Position), cancellation);
}
