using Iris.Accounts;
using Iris.Instruments.FaceTypes.References;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;

namespace Iris.Instruments.FaceTypes.Drawing;

/// <summary>The four pictures of its type that belong to a reading: references of the type that may be shown, at random, and heads drawn by us where there are fewer.</summary>
internal static class TypePictures
{
    public const int Count = 4;

    private const string PngType = "image/png";

    /// <summary>Opens for the reading's owner.</summary>
    /// <param name="reading">Of a face type.</param>
    /// <param name="number">1 to <see cref="Count"/>.</param>
    public static string Url(Guid reading, int number) => $"/api/v1/{FaceTypeInstrument.Name}/{reading}/pictures/{number}";

    public static void MapTypePictures(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"/api/v1/{FaceTypeInstrument.Name}/{{id:guid}}/pictures/{{number:int}}", PictureAsync)
            .RequireAuthorization().WithTags("Instruments")
            .WithSummary("One of four pictures of the type of a reading.")
            .Produces(StatusCodes.Status200OK, contentType: PngType, additionalContentTypes: PictureFormat.Jpeg.MediaType()).Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> PictureAsync(Guid id, int number, HttpContext context, FaceTypeReadings readings, ReferencePictures references, IObjectStore store)
    {
        if (number is < 1 or > Count) return TypedResults.NotFound();
        if (await readings.FindAsync(context.User.PersonId(), id, context.RequestAborted) is not var (_, result)) return TypedResults.NotFound();
        var real = await references.DrawAsync(result.TypeId, seed: id, Count, context.RequestAborted);
        if (number <= real.Count) return await PrivateObject.SendAsync(context, store, real[number - 1].PictureKey);
        var place = result.Place;
        if (PrivateObject.IsUnchanged(context, $"drawn 1 {place} {number}")) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        PrivateObject.Confine(context, downloadName: null);
        using var head = DrawnPortrait.Draw(place, number - 1);
        return TypedResults.Bytes(head.ToPng(), PngType);
    }
}
