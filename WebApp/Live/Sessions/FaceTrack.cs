using System.Numerics;
using Iris.Platform.Faces;
using Iris.Platform.Faces.FaceApi;
using Iris.Platform.Imaging;

namespace Iris.Live.Sessions;

/// <summary>What a look at a frame found.</summary>
/// <param name="Mesh">In pixels of the whole frame; null when there is no face.</param>
/// <param name="Descriptor">Of that face, where one was asked for.</param>
internal readonly record struct Sight(FaceMesh? Mesh, float[]? Descriptor);

/// <summary>
/// Follows one face through whole frames and crops of them. All it keeps is in pixels of the whole frame, at the size of the last whole frame that it saw.
/// Not thread-safe.
/// </summary>
/// <param name="reader">The networks.</param>
/// <param name="options">How often to search, and how large crops are.</param>
/// <param name="firstInterval">Part of the usual time after which the second search is due. Where it differs between sessions that start together, their searches never coincide.</param>
internal sealed class FaceTrack(FaceReader reader, LiveOptions options, double firstInterval = 1)
{
    private FaceMesh? mesh;
    private double searchAt = double.NegativeInfinity, interval = firstInterval;

    /// <summary>Size of the whole frame in pixels; 0 before the first.</summary>
    public int Width { get; private set; }

    /// <summary>As <see cref="Width"/>.</summary>
    public int Height { get; private set; }

    /// <summary>Faces at the last look at a whole frame.</summary>
    public int Faces { get; private set; }

    /// <summary>Looks at the next frame.</summary>
    /// <param name="picture">The frame or the crop.</param>
    /// <param name="crop">What the picture shows; null: the whole frame.</param>
    /// <param name="now">Time of the frame in seconds.</param>
    /// <param name="owner">The owner's descriptor: among several faces, the nearest to it is followed; null: the largest.</param>
    /// <param name="describe">Whether a descriptor is wanted.</param>
    /// <param name="cancellation">Ends the work between two networks.</param>
    /// <param name="eyes">Whether to look at the eyes: <see cref="FaceReader.Follow"/>.</param>
    public Sight Look(Picture picture, Crop? crop, double now, float[]? owner, bool describe, CancellationToken cancellation, bool eyes = true)
    {
        if (crop is null) Resize(picture.Width, picture.Height);
        var window = (crop ?? new(0, 0, 1, 1)).In(Width, Height);
        var scale = window.Width / picture.Width;
        var previous = mesh?.Move(new Vector2(-window.X, -window.Y) / scale, 1 / scale);
        if (crop is null && (previous is null || now >= searchAt)) previous = Search(picture, now, previous, owner, cancellation);

        var found = crop is null && previous is null ? null : reader.Follow(picture, previous, eyes, cancellation);
        var descriptor = describe && found is not null ? reader.Describe(picture, found, cancellation) : null;
        mesh = found?.Move(new Vector2(window.X, window.Y), scale);
        return new(mesh, descriptor);
    }

    /// <summary>What to show next: the surroundings of the face, or null, the whole frame, when it is lost or due.</summary>
    public Crop? Next(double now)
    {
        if (mesh is null || now >= searchAt) return null;
        var side = MathF.Max(mesh.Box.Width, mesh.Box.Height) * options.CropScale;
        var (width, height) = (MathF.Min(side, Width), MathF.Min(side, Height));
        var x = Math.Clamp(mesh.Box.Centre.X - width / 2, 0, Width - width);
        var y = Math.Clamp(mesh.Box.Centre.Y - height / 2, 0, Height - height);
        return new(x / Width, y / Height, width / Width, height / Height);
    }

    /// <summary>A camera that changes its size starts anew; its baseline does not depend on it.</summary>
    private void Resize(int width, int height)
    {
        if ((width, height) == (Width, Height)) return;
        (Width, Height, mesh) = (width, height, null);
    }

    private FaceMesh? Search(Picture picture, double now, FaceMesh? previous, float[]? owner, CancellationToken cancellation)
    {
        (searchAt, interval) = (now + interval * options.DetectEvery.TotalSeconds, 1);
        var found = reader.Find(picture, previous, cancellation);
        Faces = found.Count;
        return found.Count switch
        {
            // The detector may miss what the mesh still follows.
            0 => previous,
            > 1 when owner is not null => found.MinBy(face => reader.Describe(picture, face, cancellation) is { } other ? FaceRecognitionNet.Distance(owner, other) : float.MaxValue),
            _ => found[0],
        };
    }
}

internal static class MovedMesh
{
    /// <summary>The mesh in other coordinates: scaled, then moved.</summary>
    public static FaceMesh Move(this FaceMesh mesh, Vector2 offset, float scale)
    {
        var points = new Vector3[mesh.Points.Length];
        for (var i = 0; i < points.Length; i++) points[i] = mesh.Points[i] * scale + new Vector3(offset, 0);
        return new FaceMesh(points, mesh.Score, mesh.Eyes?.Move(offset, scale));
    }
}
