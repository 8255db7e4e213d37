namespace Iris.Platform.Faces;

/// <summary>Thresholds and sizes of <see cref="FaceReader"/>. Where no source is named, they were measured on the pictures of its tests, turned, shrunk and cut.</summary>
internal sealed record FaceOptions
{
    public static FaceOptions Default { get; } = new();

    /// <summary>Least score of BlazeFace. It may be low, because the mesh's score has the last word.</summary>
    public float BlazeFaceScore { get; init; } = 0.4f;

    /// <summary>Least score of the SSD; the same holds.</summary>
    public float SsdScore { get; init; } = 0.5f;

    /// <summary>Least score of the mesh for a first, rough frame.</summary>
    public float RoughMeshScore { get; init; } = 0.1f;

    /// <summary>Least score of the mesh in its final frame.</summary>
    public float MeshScore { get; init; } = 0.5f;

    /// <summary>
    /// Most that mesh and landmarks may differ, in parts of the face's size. Faces are mostly below 0.05; what else passes the mesh is mostly above 0.065.
    /// </summary>
    public float MaximumDisagreement { get; init; } = 0.06f;

    /// <summary>What detector and mesh both give this score, in the same place, is a face whatever the landmarks say.</summary>
    public float SureScore { get; init; } = 0.9f;

    /// <summary>The same place: how much frame and mesh overlap (intersection over union).</summary>
    public float SureOverlap { get; init; } = 0.55f;

    /// <summary>The mesh looks at a frame this much larger than the face (MediaPipe's value).</summary>
    public float MeshScale { get; init; } = 1.5f;

    /// <summary>How much further away than <see cref="MeshScale"/> each further look at a known face is.</summary>
    public IReadOnlyList<float> Distances { get; init; } = [0.92f, 1f, 1.08f];

    /// <summary>The iris network looks at a frame this much larger than the distance of the eye's corners (MediaPipe's value).</summary>
    public float EyeScale { get; init; } = 2.3f;

    /// <summary>Eyes that have moved by more than this part of their width are not where and what they were when they were looked at.</summary>
    public float EyeDrift { get; init; } = 0.06f;

    /// <summary>Gender and age (faceres) look at a frame this much larger than the face.</summary>
    public float GenderScale { get; init; } = 1.4f;

    /// <summary>Share of age_gender in the age; the rest is faceres.</summary>
    public float AgeGenderShare { get; init; } = 0.7f;

    /// <summary>Of two of BlazeFace's boxes that overlap by more (intersection over union) the surer one stays.</summary>
    public float MaximumOverlap { get; init; } = 0.3f;

    /// <summary>A face of which more is covered by a face that was found before is that face.</summary>
    public float MaximumCoverage { get; init; } = 0.5f;

    public int MaximumFaces { get; init; } = 100;

    /// <summary>BlazeFace looks at a frame this much larger than what the SSD found.</summary>
    public float CloserLook { get; init; } = 3;

    /// <summary>The look from further away is for faces larger than this part of the picture.</summary>
    public float LargeFace { get; init; } = 0.4f;

    /// <summary>When even the largest face is smaller than this part of the picture, smaller ones are looked for in tiles.</summary>
    public float SmallFace { get; init; } = 0.06f;

    /// <summary>In pixels, of the longer side. In a smaller picture tiles show nothing that the whole does not.</summary>
    public float SmallestTiledPicture { get; init; } = 768;

    /// <summary>Tiles along the picture's longer side; neighbours overlap by half.</summary>
    public int Tiles { get; init; } = 5;
}
