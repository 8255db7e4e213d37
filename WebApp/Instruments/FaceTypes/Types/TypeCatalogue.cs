using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using Iris.Platform.Data;
using Iris.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace Iris.Instruments.FaceTypes.Types;

/// <summary>The types that there are. Changes of several admins, on several nodes, come one after another.</summary>
internal sealed class TypeCatalogue(IDbContextFactory<AppDbContext> databases)
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
    public Task<FaceType?> AddAsync(TypeContent content, FieldErrors errors, CancellationToken cancellation) => WriteAsync(
        content,
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
    public Task<FaceType?> ChangeAsync(Guid id, TypeContent content, FieldErrors errors, CancellationToken cancellation) =>
        WriteAsync(content, errors, types => types.Find(type => type.Id == id), cancellation);

    /// <summary>Removes a type; false when there is no such type, or, with an error, when too few would be left. What was read stays as it is.</summary>
    public Task<bool> RemoveAsync(Guid id, FieldErrors errors, CancellationToken cancellation) => ChangeAllAsync(
        (database, types) =>
        {
            errors.Clear();
            if (types.Find(type => type.Id == id) is not { } removed) return false;
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

    private async Task<FaceType?> WriteAsync(TypeContent content, FieldErrors errors, Func<List<FaceType>, FaceType?> choose, CancellationToken cancellation)
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
        return done ? written : null;
    }

    /// <summary>Changes the list, in which every type then has its place as position.</summary>
    private Task<bool> ChangeAllAsync(Func<AppDbContext, List<FaceType>, bool> change, CancellationToken cancellation) => databases.InTransactionAsync(
        async database =>
        {
            // Written rows are locked by every database: whoever else changes the types waits here.
            await database.Set<FaceType>().ExecuteUpdateAsync(set => set.SetProperty(type => type.Position, type => type.Position), cancellation);
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
