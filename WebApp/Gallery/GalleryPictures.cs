using Iris.Accounts;
using Iris.Instruments;
using Iris.Instruments.Readings;
using Iris.Platform;
using Iris.Platform.Imaging;
using Iris.Platform.Imaging.Drawing;
using Iris.Platform.Inference;
using Iris.Platform.Storage;
using Iris.Platform.Web;

namespace Iris.Gallery;

/// <summary>
/// The pictures of a reading: as it was uploaded, as a thumbnail, and with what was found drawn over it. They stream through the program, so that each
/// request is asked whose they are.
/// </summary>
internal static class GalleryPictures
{
    private const int AnnotatedQuality = 90;

    /// <summary>Of the query parameter <c>download</c>.</summary>
    private const string Yes = "1";

    public static void MapGalleryPictures(this IEndpointRouteBuilder reading)
    {
        reading.MapGet("/image", ImageAsync).WithSummary("The picture as it was uploaded, without its metadata; '?download=1' names the file.")
            .WithDescription("Of a TIFF, and of what has more than 8 bits per sample and was stretched, a JPEG comes; '?download=1' answers the file that was uploaded.").ProducesPicture();
        reading.MapGet("/thumbnail", ThumbnailAsync).WithSummary("A small JPEG of the picture.").ProducesPicture();
        reading.MapGet("/annotated", AnnotatedAsync).WithSummary("The picture with what was found drawn over it, as JPEG; '?download=1' names the file.")
            .WithDescription("What a person corrected by hand is drawn as corrected; '?result=automatic' draws what the program found.")
            .ProducesPicture().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static RouteHandlerBuilder ProducesPicture(this RouteHandlerBuilder route) =>
        route.Produces(StatusCodes.Status200OK, contentType: PictureFormat.Jpeg.MediaType()).Produces(StatusCodes.Status304NotModified);

    private static async Task<IResult> ImageAsync(Guid id, HttpContext context, OwnReadings readings, IObjectStore store, string? download = null)
    {
        if (await readings.FindAsync(context.User.PersonId(), id, context.RequestAborted) is not { } reading) return TypedResults.NotFound();
        return download is Yes
            ? await PrivateObject.SendAsync(context, store, reading.OriginalKey, FileName(reading, "", Path.GetExtension(reading.OriginalKey.ToString())))
            : await PrivateObject.SendAsync(context, store, reading.ShownKey);
    }

    private static async Task<IResult> ThumbnailAsync(Guid id, HttpContext context, OwnReadings readings, IObjectStore store)
    {
        if (await readings.FindAsync(context.User.PersonId(), id, context.RequestAborted) is not { } reading) return TypedResults.NotFound();
        return await PrivateObject.SendAsync(context, store, reading.ThumbnailKey);
    }

    /// <summary>Drawn on request and not stored: the overlay is small, and a stored copy would double every picture and outlive changes to the drawing.</summary>
    private static async Task<IResult> AnnotatedAsync(
        Guid id, HttpContext context, OwnReadings readings, IObjectStore store, ReadingKinds kinds, InferenceGate gate, string? download = null, string? result = null)
    {
        var cancellation = context.RequestAborted;
        if (await readings.FindAsync(context.User.PersonId(), id, cancellation) is not { } reading || kinds.Find(reading.Instrument) is not { } kind)
        {
            return TypedResults.NotFound();
        }

        var corrected = result is ReadingUrls.Automatic ? null : await readings.CorrectedAsync(reading, cancellation);
        var overlay = kind.Draw(corrected ?? kind.Parse(reading.Result), reading.Width, reading.Height);
        if (PrivateObject.IsUnchanged(context, $"{reading.OriginalKey}{overlay.ToSvg()}")) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        if (!(await gate.EnterAsync(cancellation)).Succeeded(out var place, out var refusal)) return refusal.ToProblem(context);

        using (place)
        {
            await using var stored = await store.OpenAsync(reading.ShownKey, cancellation);
            if (stored is null) return TypedResults.NotFound();
            var file = new byte[stored.Length];
            await stored.Content.ReadExactlyAsync(file, cancellation);
            var outcome = await Task.Run(() => Annotate(file, overlay), cancellation);
            if (!outcome.Succeeded(out var annotated, out refusal)) return refusal.ToProblem(context);
            PrivateObject.Confine(context, download is Yes ? FileName(reading, "-annotated", PictureFormat.Jpeg.Extension()) : null);
            return TypedResults.Bytes(annotated, PictureFormat.Jpeg.MediaType());
        }
    }

    private static Outcome<byte[]> Annotate(byte[] file, Overlay overlay)
    {
        if (!PictureCanvas.Open(file, PictureLimits.Stored).Succeeded(out var canvas, out var refusal)) return refusal;
        using (canvas)
        {
            overlay.Draw(canvas);
            return canvas.ToJpeg(AnnotatedQuality);
        }
    }

    private static string FileName(Reading reading, string suffix, string extension)
    {
        var name = Path.GetFileNameWithoutExtension(reading.FileName);
        return $"{(string.IsNullOrWhiteSpace(name) ? $"iris-{reading.Instrument}-{reading.CreatedAt:yyyyMMdd-HHmmss}" : name)}{suffix}{extension}";
    }
}
