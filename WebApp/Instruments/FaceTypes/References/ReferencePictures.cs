using System.Buffers.Binary;
using Iris.Instruments.FaceTypes.Drawing;
using Iris.Instruments.FaceTypes.Types;
using Iris.Instruments.FaceTypes.Validation;
using Iris.Platform;
using Iris.Platform.Audit;
using Iris.Platform.Data;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;
using Iris.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Instruments.FaceTypes.References;

/// <summary>The reference pictures of the types: given by admins, shown with readings, learned from.</summary>
internal sealed class ReferencePictures(
    IDbContextFactory<AppDbContext> databases, IObjectStore store, FaceReader faces, InferenceGate gate, AuditLog audit, IOptions<PictureLimits> limits, TimeProvider clock)
{
    /// <summary>Of each type.</summary>
    public const int MostPerType = 200;

    /// <summary>Pixels: sharp on a card 240 CSS pixels wide on a phone's dense screen, and more than the networks look at.</summary>
    public const int Side = 480;

    /// <summary>Of the upload while the face is looked for, as the instrument does it.</summary>
    private const int LongestSide = 1280;

    /// <summary>
    /// Keeps a picture of a type. Refusals: those of pictures and of <see cref="PortraitCheck"/>, <c>right-unconfirmed</c> (400), <c>references-many</c> (422), <c>busy</c>;
    /// null when there is no such type.
    /// </summary>
    /// <param name="type">What the face is taken for.</param>
    /// <param name="file">Hostile until proven otherwise.</param>
    /// <param name="admin">Who gives it.</param>
    /// <param name="hasRight">Whether the admin confirmed the right to use it.</param>
    /// <param name="mayBeShown">Whether that goes for showing it to people, too.</param>
    /// <param name="cancellation">Gives up; nothing is kept.</param>
    public async Task<Outcome<TypeReference>?> AddAsync(Guid type, ReadOnlyMemory<byte> file, Actor admin, bool hasRight, bool mayBeShown, CancellationToken cancellation)
    {
        if (!hasRight) return Refused("right-unconfirmed", StatusCodes.Status400BadRequest);
        if (!(await gate.EnterAsync(cancellation)).Succeeded(out var place, out var refusal)) return new Outcome<TypeReference>?(refusal);
        byte[]? picture;
        using (place)
        {
            var cut = await Cores.RunAsync(() => Task.FromResult(Cut(file, cancellation)), cancellation);
            if (!cut.Succeeded(out picture, out refusal)) return new Outcome<TypeReference>?(refusal);
        }

        var now = clock.GetUtcNow();
        var reference = new TypeReference
        {
            Id = Guid.CreateVersion7(now),
            TypeId = type,
            OwnerId = admin.Id,
            AddedAt = now,
            MayBeShown = mayBeShown,
            PictureKey = ObjectKey.New("references", PictureFormat.Jpeg.Extension()),
        };
        await store.PutAsync(reference.PictureKey, picture, PictureFormat.Jpeg.MediaType(), cancellation);
        string? name = null;
        var kept = false;
        try
        {
            kept = await databases.InTransactionAsync(
                async database =>
                {
                    // Nobody removes the type, or adds another picture to it, until this is done.
                    await database.QueueUpForTypesAsync(cancellation);
                    name = await database.Set<FaceType>().Where(row => row.Id == type).Select(row => row.Name).SingleOrDefaultAsync(cancellation);
                    if (name is null || await database.Set<TypeReference>().CountAsync(row => row.TypeId == type, cancellation) >= MostPerType) return false;
                    database.Add(reference);
                    await database.SaveChangesAsync(cancellation);
                    return true;
                },
                cancellation);
        }
        finally
        {
            if (!kept) await store.DeleteAsync([reference.PictureKey], CancellationToken.None);
        }

        if (name is null) return null;
        if (!kept) return Refused("references-many", StatusCodes.Status422UnprocessableEntity, MostPerType);
        await audit.WriteAsync(admin, AuditActions.AddReference, name, $"{reference.Id}", cancellation);
        return new Outcome<TypeReference>?(reference);
    }

    /// <summary>All references of types that there are, oldest first.</summary>
    public async Task<IReadOnlyList<TypeReference>> ReadAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Known(database).OrderBy(reference => reference.Id).ToListAsync(cancellation);
    }

    /// <summary>One reference, or null.</summary>
    public async Task<TypeReference?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Known(database).SingleOrDefaultAsync(reference => reference.Id == id, cancellation);
    }

    /// <summary>Some of the pictures of a type that may be shown, in an order that is random, and the same whenever the same seed asks.</summary>
    /// <param name="type">Of these.</param>
    /// <param name="seed">Such as the id of a reading.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<TypeReference>> DrawAsync(Guid type, Guid seed, int count, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var shown = await Known(database).Where(reference => reference.TypeId == type && reference.MayBeShown).ToListAsync(cancellation);
        return [.. shown.OrderBy(reference => Draw(reference.Id, seed)).Take(count)];
    }

    /// <summary>A number that orders references at random, and always the same way for a seed.</summary>
    public static ulong Draw(Guid reference, Guid seed) => (RandomPart(reference) ^ RandomPart(seed)) * 0x9E3779B97F4A7C15;

    /// <summary>Takes a reference for another type; false when there is no such reference or type.</summary>
    public async Task<bool> MoveAsync(Guid id, Guid type, Actor admin, CancellationToken cancellation)
    {
        string? name;
        await using (var database = await databases.CreateDbContextAsync(cancellation))
        {
            name = await database.Set<FaceType>().Where(row => row.Id == type).Select(row => row.Name).SingleOrDefaultAsync(cancellation);
            if (name is null || await Known(database).Where(reference => reference.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.TypeId, type), cancellation) == 0) return false;
        }

        await audit.WriteAsync(admin, AuditActions.MoveReference, name, $"{id}", cancellation);
        return true;
    }

    /// <summary>Removes a reference with its votes and its object; false when there is none.</summary>
    public async Task<bool> RemoveAsync(Guid id, Actor admin, CancellationToken cancellation)
    {
        if (await RemoveAsync(references => references.Where(reference => reference.Id == id), cancellation) == 0) return false;
        await audit.WriteAsync(admin, AuditActions.RemoveReference, $"{id}", null, cancellation);
        return true;
    }

    /// <summary>Removes what belongs to no type any more: also what an earlier call did not get to.</summary>
    public async Task RemoveTypelessAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var types = await database.Set<FaceType>().Select(type => type.Id).ToListAsync(cancellation);
        await RemoveAsync(references => references.Where(reference => !types.Contains(reference.TypeId)), cancellation);
    }

    /// <summary>Removes references, objects first; answers how many there were.</summary>
    public async Task<int> RemoveAsync(Func<IQueryable<TypeReference>, IQueryable<TypeReference>> which, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var gone = await which(database.Set<TypeReference>().AsNoTracking()).Select(reference => new { reference.Id, reference.PictureKey }).ToListAsync(cancellation);
        if (gone.Count == 0) return 0;
        await store.DeleteAsync([.. gone.Select(reference => reference.PictureKey)], cancellation);
        var ids = gone.Select(reference => reference.Id).ToArray();
        return await database.Set<TypeReference>().Where(reference => ids.Contains(reference.Id)).ExecuteDeleteAsync(cancellation);
    }

    private static IQueryable<TypeReference> Known(AppDbContext database) =>
        database.Set<TypeReference>().AsNoTracking().Where(reference => database.Set<FaceType>().Any(type => type.Id == reference.TypeId));

    private static ulong RandomPart(Guid id) => BinaryPrimitives.ReadUInt64LittleEndian(id.ToByteArray().AsSpan(8));

    private Outcome<byte[]> Cut(ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        if (!Picture.Decode(file, LongestSide, limits.Value).Succeeded(out var picture, out var refusal)) return refusal;
        using (picture)
        {
            if (!PortraitCheck.Choose(picture, faces.Read(picture, FaceReading.Mesh, cancellation)).Succeeded(out var mesh, out refusal)) return refusal;
            using var face = FaceCut.Square(picture, mesh.Box, Side);
            return face.Encode(PictureFormat.Jpeg, 90);
        }
    }

    private static Outcome<TypeReference>? Refused(string code, int status, params object[] arguments) => new Outcome<TypeReference>?(Refusal.Of<FaceTypeText>(code, status, arguments));
}
