using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Iris.Live.Sessions;
using Iris.Platform;
using Iris.Platform.Data;
using Iris.Platform.Faces;
using Iris.Platform.Faces.FaceApi;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Live.Identity;

/// <summary>A face that is known.</summary>
/// <param name="Mean">The running mean of 128-number descriptors.</param>
/// <param name="Samples">How many.</param>
internal sealed record KnownFace(float[] Mean, int Samples)
{
    /// <summary>The mean with one more descriptor in it.</summary>
    public KnownFace With(ReadOnlySpan<float> descriptor)
    {
        var mean = new float[Mean.Length];
        for (var i = 0; i < mean.Length; i++) mean[i] = Mean[i] + (descriptor[i] - Mean[i]) / (Samples + 1);
        return new(mean, Samples + 1);
    }
}

/// <summary>What a person learns of the own face id: never the descriptor.</summary>
internal sealed record FaceIdStatus(bool Enrolled, int Samples, DateTimeOffset? ConsentAt, DateTimeOffset? UpdatedAt)
{
    public static FaceIdStatus None { get; } = new(false, 0, null, null);

    public static FaceIdStatus Of(FaceId face) => new(true, face.Samples, face.ConsentAt, face.UpdatedAt);
}

/// <summary>Keeps the faces that people enrolled. Nothing leaves the database but for a comparison on this server.</summary>
internal sealed class FaceIds(
    IDbContextFactory<AppDbContext> databases, IDataProtectionProvider protection, FaceReader reader, InferenceGate gate, IOptions<LiveOptions> options,
    TimeProvider clock, ILogger<FaceIds> logger)
{
    /// <summary>Longest side of a picture as it is searched for a face.</summary>
    private const int PictureSide = 1280;

    public async Task<FaceIdStatus> StatusAsync(Guid person, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<FaceId>().AsNoTracking().OwnedBy(person).SingleOrDefaultAsync(cancellation) is { } face ? FaceIdStatus.Of(face) : FaceIdStatus.None;
    }

    /// <summary>The face of a person, or null when none is enrolled.</summary>
    public async Task<KnownFace?> FindAsync(Guid person, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<FaceId>().AsNoTracking().OwnedBy(person).SingleOrDefaultAsync(cancellation) is { } face ? Open(face) : null;
    }

    /// <summary>
    /// Enrols the largest face of a picture; the call is the person's consent. A further picture makes the face better known. Refusals: those of a picture,
    /// <c>no-face</c> and <c>different-face</c> (422), <c>busy</c> (503).
    /// </summary>
    public async Task<Outcome<FaceIdStatus>> EnrollAsync(Guid person, ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        if (!(await gate.EnterAsync(cancellation)).Succeeded(out var place, out var refusal)) return refusal;
        Outcome<float[]> outcome;
        using (place)
        {
            outcome = await Task.Run(() => Describe(file, cancellation), cancellation);
        }

        if (!outcome.Succeeded(out var descriptor, out refusal)) return refusal;
        FaceId? face = null;
        var enrolled = await databases.InTransactionAsync(
            async db =>
            {
                await db.QueueUpAsync(person, cancellation);
                face = await db.Set<FaceId>().OwnedBy(person).SingleOrDefaultAsync(cancellation);
                var known = face is null ? null : Open(face);
                if (known is not null && !IsSame(known, descriptor)) return false;
                known = known?.With(descriptor) ?? new(descriptor, 1);
                var now = clock.GetUtcNow();
                if (face is null) db.Add(face = new FaceId { OwnerId = person, Sealed = [], Samples = 0, ConsentAt = now, UpdatedAt = now });
                (face.Sealed, face.Samples, face.UpdatedAt) = (Seal(person, known), known.Samples, now);
                await db.SaveChangesAsync(cancellation);
                return true;
            },
            cancellation);
        return enrolled ? FaceIdStatus.Of(face!) : Refusal.Of<LiveText>("different-face", StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Whether a descriptor is near enough to the known face.</summary>
    public bool IsSame(KnownFace known, ReadOnlySpan<float> descriptor) => FaceRecognitionNet.Distance(known.Mean, descriptor) <= options.Value.SamePersonDistance;

    /// <summary>Adds a descriptor of the owner to the mean; nothing happens when the face was deleted, or learnt by another session, meanwhile.</summary>
    public async Task LearnAsync(Guid person, KnownFace known, ReadOnlyMemory<float> descriptor, CancellationToken cancellation)
    {
        var better = known.With(descriptor.Span);
        var (bytes, now) = (Seal(person, better), clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<FaceId>().OwnedBy(person).Where(face => face.Samples == known.Samples).ExecuteUpdateAsync(
            set => set.SetProperty(face => face.Sealed, bytes).SetProperty(face => face.Samples, better.Samples).SetProperty(face => face.UpdatedAt, now), cancellation);
    }

    /// <summary>Forgets the face. Running sessions notice within <see cref="LiveOptions.IdentifyEvery"/>.</summary>
    public async Task DeleteAsync(Guid person, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<FaceId>().OwnedBy(person).ExecuteDeleteAsync(cancellation);
    }

    private Outcome<float[]> Describe(ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        if (!Picture.Decode(file, PictureSide).Succeeded(out var picture, out var refusal)) return refusal;
        using (picture)
        {
            return reader.Read(picture, FaceReading.Descriptor, cancellation) is [{ Descriptor: { } descriptor }, ..]
                ? descriptor
                : Refusal.Of<LiveText>("no-face", StatusCodes.Status422UnprocessableEntity);
        }
    }

    private byte[] Seal(Guid person, KnownFace face) => ProtectorOf(person).Protect(MemoryMarshal.AsBytes(face.Mean.AsSpan()).ToArray());

    private KnownFace? Open(FaceId face)
    {
        try
        {
            return new(MemoryMarshal.Cast<byte, float>(ProtectorOf(face.OwnerId).Unprotect(face.Sealed)).ToArray(), face.Samples);
        }
        catch (CryptographicException)
        {
            logger.LogWarning("The face id of {Person} was sealed with a key that is gone; it has to be enrolled again", face.OwnerId);
            return null;
        }
    }

    private IDataProtector ProtectorOf(Guid person) => protection.CreateProtector("Iris.Live.FaceId", person.ToString());
}
