using Iris.Instruments.FaceTypes.Validation;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;

namespace Iris.Instruments.FaceTypes.Classification;

/// <summary>
/// What training learns from, and what the trained classifier asks: for each region the numbers of the face description network, which was trained for whole faces and tells parts
/// of them apart all the same, and the region's ratios.
/// </summary>
internal static class RegionDescriptors
{
    /// <summary>Deviations of a ratio among people, in the unit of the network's numbers, whose own deviation is about this.</summary>
    private const double RatioWeight = 0.1;

    /// <summary>One per region, in the order of <see cref="FaceRegions.All"/>; null where a region lies outside of the picture.</summary>
    /// <param name="picture">Where the face is.</param>
    /// <param name="mesh">The face.</param>
    /// <param name="looks">Several looks at it, for the ratios.</param>
    /// <param name="faces">The networks.</param>
    /// <param name="cancellation">Ends the work between two of them.</param>
    public static IReadOnlyList<float[]>? Of(Picture picture, FaceMesh mesh, IReadOnlyList<FaceMesh> looks, FaceReader faces, CancellationToken cancellation)
    {
        var ratios = ReferenceDistribution.Delivered.Standardised(FaceRatio.Of(looks));
        var descriptors = new List<float[]>();
        foreach (var region in FaceRegions.All)
        {
            var numbers = region is FaceRegion.Face ? faces.Describe(picture, mesh, cancellation) : faces.DescribePart(picture, region.BoxOf(mesh), cancellation);
            if (numbers is null) return null;
            descriptors.Add([.. numbers, .. ratios.Where((_, index) => FaceRatio.All[index].Region == region).Select(ratio => (float)(RatioWeight * ratio))]);
        }

        return descriptors;
    }
}
