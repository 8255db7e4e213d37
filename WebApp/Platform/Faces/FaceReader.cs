using System.Numerics;
using Iris.Platform.Faces.FaceApi;
using Iris.Platform.Faces.Human;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces;

/// <summary>
/// Finds the faces of a picture and reads them. Detectors propose; the mesh, which sees each candidate upright and close up, and a second set of landmarks
/// decide.
/// Safe to share between threads; every call runs on the calling thread.
/// </summary>
public sealed class FaceReader(ModelRegistry models)
{
    /// <summary>Versions of the weights, for readings.</summary>
    public const string Version = $"{HumanModels.Version}+{FaceApiModels.Version}";

    private readonly FaceOptions options = FaceOptions.Default;
    private readonly BlazeFaceDetector blazeFace = new(models);
    private readonly SsdDetector ssd = new(models);
    private readonly MeshNet meshNet = new(models);
    private readonly LandmarkCheck landmarkCheck = new(models);
    private readonly IrisNet irisNet = new(models);
    private readonly FaceResNet faceRes = new(models);
    private readonly AgeGenderNet ageGender = new(models);
    private readonly FaceRecognitionNet recognition = new(models);
    private readonly BodyNet body = new(models);

    /// <summary>Finds all faces of a still picture, the largest first.</summary>
    /// <param name="picture">Any size; small faces are found better in a large one.</param>
    /// <param name="what">What to find out besides the boxes.</param>
    /// <param name="cancellation">Ends the work between two networks.</param>
    public IReadOnlyList<Face> Read(Picture picture, FaceReading what, CancellationToken cancellation = default)
    {
        using var levels = new PictureLevels(picture);
        return Read(levels, what, cancellation);
    }

    /// <summary>Likewise, for those who look again: the smaller levels of the picture are made once.</summary>
    internal IReadOnlyList<Face> Read(PictureLevels levels, FaceReading what, CancellationToken cancellation)
    {
        var meshes = FindAll(levels, cancellation);
        return [.. meshes.OrderByDescending(mesh => mesh.Box.Area).Take(options.MaximumFaces).Select(mesh => Read(levels.Picture, levels, mesh, what, cancellation))];
    }

    /// <summary>
    /// Follows one face through the frames of a camera: about 5 ms as long as the face stays near where it was, 8 ms more when it has to be found.
    /// </summary>
    /// <param name="frame">The new frame, of the same size as the last.</param>
    /// <param name="previous">What the last call returned.</param>
    /// <param name="eyes">Whether to look at the eyes, which takes half of the time; without, they keep the shape that they had as long as the head keeps still.</param>
    /// <param name="cancellation">Ends the work between two networks.</param>
    /// <returns>The mesh with irises; null when there is no face.</returns>
    public FaceMesh? Follow(Picture frame, FaceMesh? previous, bool eyes = true, CancellationToken cancellation = default)
    {
        using var levels = new PictureLevels(frame);
        var mesh = previous is null ? null : Accept(meshNet.Read(levels, previous.Frame.Scale(options.MeshScale), cancellation));
        if (!eyes && mesh is not null && previous?.Eyes is { } known && known.DriftTo(mesh) <= options.EyeDrift) return IrisNet.Carry(mesh, known, options);
        if (mesh is null)
        {
            var found = blazeFace.Find(levels, levels.Whole, options, cancellation);
            mesh = found.OrderByDescending(candidate => candidate.Frame.Side).Select(candidate => ReadMesh(levels, candidate, cancellation)).FirstOrDefault(mesh => mesh is not null);
        }

        return mesh is null ? null : irisNet.Refine(levels, mesh, options, cancellation);
    }

    /// <summary>The faces in a frame of a camera, the largest first, without irises: 7 ms and 2 ms more for each face. Far and tiny faces are not looked for.</summary>
    /// <param name="frame">Any size.</param>
    /// <param name="followed">A face that is about there: where it is the only one it is returned as it is, and not read again.</param>
    /// <param name="cancellation">Ends the work between two networks.</param>
    public IReadOnlyList<FaceMesh> Find(Picture frame, FaceMesh? followed = null, CancellationToken cancellation = default)
    {
        using var levels = new PictureLevels(frame);
        var candidates = blazeFace.Find(levels, levels.Whole, options, cancellation);
        if (followed is not null && candidates.Exists(candidate => !IsNew(candidate.Frame.Box, [followed])))
        {
            // What else the detector proposes is mostly no face.
            List<FaceMesh> known = [followed];
            Add(levels, candidates, known, cancellation);
            if (known is [_]) return known;
        }

        var faces = new List<FaceMesh>();
        Add(levels, candidates, faces, cancellation);
        faces.Sort((one, other) => other.Box.Area.CompareTo(one.Box.Area));
        return faces;
    }

    /// <summary>Head and shoulders of the person in the middle of a frame of a camera: 5 ms. The scores of the joints say what to believe.</summary>
    /// <param name="frame">The whole frame; any size.</param>
    /// <param name="cancellation">Ends the work before it begins.</param>
    public BodyPose ReadBody(Picture frame, CancellationToken cancellation = default)
    {
        using var levels = new PictureLevels(frame);
        return body.Read(levels, cancellation);
    }

    /// <summary>The descriptor of a face whose mesh is known: 128 numbers, 4 ms. Null when the face lies outside of the picture.</summary>
    public float[]? Describe(Picture picture, FaceMesh mesh, CancellationToken cancellation = default)
    {
        var crop = FaceCrops.ForDescriptor(mesh.Flat(MeshPoints.Ibug68.AsSpan()), picture.Width, picture.Height);
        return crop.IsEmpty ? null : recognition.Describe(picture, crop, cancellation);
    }

    /// <summary>As many numbers of a part of a face, such as the mouth: they say how parts differ, and not whose they are. 4 ms; null when the part lies outside of the picture.</summary>
    public float[]? DescribePart(Picture picture, Box part, CancellationToken cancellation = default)
    {
        var crop = FaceCrops.Inside(part, picture.Width, picture.Height);
        return crop.IsEmpty ? null : recognition.Describe(picture, crop, cancellation);
    }

    /// <summary>
    /// Looks at a known face again, from a little nearer and further away, and each time in a mirror too: 2 ms a look. What is measured on all of them and
    /// averaged hardly moves when the picture is turned, resized or compressed, as long as it does not tell right from left: see <see cref="MeshNet.ReadTwice"/>.
    /// </summary>
    /// <param name="levels">Of the picture where the face was found.</param>
    /// <param name="mesh">The face.</param>
    /// <param name="cancellation">Ends the work between two looks.</param>
    internal IReadOnlyList<FaceMesh> LookAgain(PictureLevels levels, FaceMesh mesh, CancellationToken cancellation)
    {
        var frame = mesh.Frame.Scale(options.MeshScale);
        return
        [
            .. options.Distances.SelectMany(distance =>
            {
                var (straight, mirrored) = meshNet.ReadTwice(levels, frame.Scale(distance), cancellation);
                return new[] { straight, mirrored };
            }),
        ];
    }

    private List<FaceMesh> FindAll(PictureLevels picture, CancellationToken cancellation)
    {
        var faces = new List<FaceMesh>();
        Add(picture, blazeFace.Find(picture, picture.Whole, options, cancellation), faces, cancellation);
        Add(picture, FindWithSsd(picture, faces, cancellation), faces, cancellation);
        if (faces.Count == 0)
        {
            // A face that fills the picture is larger than BlazeFace knows: show it from further away.
            var large = blazeFace.Find(picture, picture.Whole.Scale(2), options, cancellation).Where(candidate => candidate.Frame.Side > options.LargeFace * picture.Whole.Side);
            Add(picture, large, faces, cancellation);
        }

        if (picture.Whole.Side >= options.SmallestTiledPicture && faces.TrueForAll(face => face.Frame.Side < options.SmallFace * picture.Whole.Side))
        {
            foreach (var tile in Tiles(picture))
            {
                Add(picture, blazeFace.Find(picture, tile, options, cancellation), faces, cancellation);
            }
        }

        return faces;
    }

    /// <summary>Squares over the picture that overlap by half, so that no face is cut by all of them.</summary>
    private IEnumerable<FaceFrame> Tiles(PictureLevels picture)
    {
        var side = 2 * picture.Whole.Side / (options.Tiles + 1);
        for (var y = 0; y == 0 || (y + 1) * side / 2 < picture.Height; y++)
        {
            for (var x = 0; x == 0 || (x + 1) * side / 2 < picture.Width; x++)
            {
                yield return new(new Vector2(x + 1, y + 1) * (side / 2), side, 0);
            }
        }
    }

    /// <summary>What the SSD sees besides the faces that are known. It sees smaller ones, but not how they are tilted: BlazeFace takes a closer look.</summary>
    private IEnumerable<FaceCandidate> FindWithSsd(PictureLevels picture, List<FaceMesh> known, CancellationToken cancellation)
    {
        var level = picture.Level(picture.Whole.Side / SsdDetector.InputSize);
        var scale = (float)picture.Width / level.Width;
        foreach (var (found, score) in ssd.Find(level, new SsdOptions { MinimumScore = options.SsdScore }, cancellation))
        {
            var box = new Box(found.X * scale, found.Y * scale, found.Width * scale, found.Height * scale);
            if (!IsNew(box, known))
            {
                continue;
            }

            var frame = FaceFrame.Around(box);
            foreach (var closer in blazeFace.Find(picture, frame.Scale(options.CloserLook), options, cancellation))
            {
                yield return closer;
            }

            yield return new(frame, score);
        }
    }

    private void Add(PictureLevels picture, IEnumerable<FaceCandidate> candidates, List<FaceMesh> faces, CancellationToken cancellation)
    {
        foreach (var candidate in candidates)
        {
            if (IsNew(candidate.Frame.Box, faces) && ReadMesh(picture, candidate, cancellation) is { } mesh && IsNew(mesh.Box, faces))
            {
                faces.Add(mesh);
            }
        }
    }

    private bool IsNew(Box box, List<FaceMesh> faces) => faces.TrueForAll(face => Box.Coverage(face.Box, box) <= options.MaximumCoverage);

    /// <summary>The mesh of a candidate. The detector's frame is rough, so a second look is taken through the frame of the first mesh.</summary>
    private FaceMesh? ReadMesh(PictureLevels picture, FaceCandidate candidate, CancellationToken cancellation)
    {
        var rough = meshNet.Read(picture, candidate.Frame.Scale(options.MeshScale), cancellation);
        if (rough.Score < options.RoughMeshScore)
        {
            return null;
        }

        var mesh = Accept(meshNet.Read(picture, rough.Frame.Scale(options.MeshScale), cancellation));
        if (mesh is null)
        {
            return null;
        }

        // Landmarks part where a hand covers half a face, so where detector and mesh are both sure, and of the same place, they are not asked.
        var sure = MathF.Min(candidate.Score, mesh.Score) >= options.SureScore && Box.Overlap(candidate.Frame.Box, mesh.Box) >= options.SureOverlap;
        return sure || landmarkCheck.Disagreement(picture, mesh, cancellation) <= options.MaximumDisagreement ? mesh : null;
    }

    private FaceMesh? Accept(FaceMesh mesh) => mesh.Score >= options.MeshScore ? mesh : null;

    private Face Read(Picture picture, PictureLevels levels, FaceMesh mesh, FaceReading what, CancellationToken cancellation)
    {
        var face = new Face(mesh.Box, mesh.Score);
        if (what.HasFlag(FaceReading.Mesh))
        {
            face = face with { Mesh = irisNet.Refine(levels, mesh, options, cancellation) };
        }

        var landmarks = mesh.Flat(MeshPoints.Ibug68.AsSpan());
        if (what.HasFlag(FaceReading.GenderAndAge))
        {
            var (age, male) = faceRes.Estimate(levels, mesh.Frame.Scale(options.GenderScale), cancellation);
            if (FaceCrops.ForAgeAndGender(landmarks, picture.Width, picture.Height) is { IsEmpty: false } crop)
            {
                var second = ageGender.Estimate(picture, crop, cancellation);
                (age, male) = (float.Lerp(age, second.Age, options.AgeGenderShare), (male + second.MaleProbability) / 2);
            }

            face = face with { Age = age, MaleProbability = male };
        }

        if (what.HasFlag(FaceReading.Descriptor))
        {
            face = face with { Descriptor = Describe(picture, mesh, cancellation) };
        }

        return face;
    }
}
