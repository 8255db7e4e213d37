using Iris.Instruments.FaceTypes.Types;
using Iris.Platform.Faces;

namespace Iris.Instruments.FaceTypes.Classification;

/// <summary>Decides of which type a face is.</summary>
internal interface IFaceTypeClassifier
{
    /// <summary>Name and version, kept with every reading.</summary>
    string Version { get; }

    /// <summary>The same portrait and types always get the same answer.</summary>
    /// <param name="portrait">One face.</param>
    /// <param name="types">In their order.</param>
    /// <returns>For the whole face, and for each region by itself in the order of <see cref="Validation.FaceRegions.All"/>.</returns>
    (TypeShares Whole, IReadOnlyList<TypeShares> Regions) Classify(Portrait portrait, IReadOnlyList<FaceType> types);
}

/// <summary>How much of each type, in the order of the types.</summary>
/// <param name="Parts">0 to 1, together 1.</param>
/// <param name="Best">Which type it is: the one with the largest part.</param>
internal sealed record TypeShares(IReadOnlyList<double> Parts, int Best);

/// <summary>A face and what can be asked about it; each answer is worked out when it is first asked for.</summary>
internal sealed class Portrait(PictureLevels picture, FaceMesh mesh, FaceReader faces, CancellationToken cancellation)
{
    private IReadOnlyList<FaceMesh>? looks;
    private IReadOnlyList<float[]>? descriptors;

    public FaceMesh Mesh => mesh;

    /// <summary>Several looks at the face, to be averaged.</summary>
    public IReadOnlyList<FaceMesh> Looks => looks ??= faces.LookAgain(picture, mesh, cancellation);

    /// <summary>See <see cref="RegionDescriptors"/>.</summary>
    /// <exception cref="InvalidOperationException">The face lies outside of the picture, which <see cref="Validation.PortraitCheck"/> would have refused.</exception>
    public IReadOnlyList<float[]> Descriptors =>
        descriptors ??= RegionDescriptors.Of(picture.Picture, mesh, Looks, faces, cancellation) ?? throw new InvalidOperationException("A region of the face lies outside of the picture.");
}

/// <summary>What is in force at one moment.</summary>
/// <param name="Types">In their order; at least two.</param>
/// <param name="Classifier">The active one.</param>
internal sealed record FaceTypeSetting(IReadOnlyList<FaceType> Types, IFaceTypeClassifier Classifier);
