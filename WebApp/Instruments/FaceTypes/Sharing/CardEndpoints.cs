using System.Globalization;
using Iris.Accounts;
using Iris.Platform.Storage;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Instruments.FaceTypes.Sharing;

/// <summary>What a public link may show, and for how long.</summary>
/// <param name="Days">1 to <see cref="CardLinks.MostDays"/>; null: <see cref="CardLinks.DefaultDays"/>.</param>
/// <param name="Picture">Whether the person's picture is on the card; by default a drawn head is.</param>
internal sealed record CardLinkRequest(int? Days = null, bool Picture = false);

/// <summary>A public link as the API answers it.</summary>
/// <param name="Url">The page, for everybody.</param>
/// <param name="ExpiresAt">From then on it opens nothing.</param>
/// <param name="Picture">Whether it shows the person's picture.</param>
internal sealed record CardLinkDocument(string Url, DateTimeOffset ExpiresAt, bool Picture)
{
    public static CardLinkDocument Of(CardLink link) => new(CardEndpoints.PublicPage(link.Token), link.ExpiresAt, link.ShowsPicture);
}

/// <summary>The card of a reading: for its owner under <c>/api/v1/face-type/{id}</c>, and for everybody who has the link under <c>/cards/{token}</c>.</summary>
internal static class CardEndpoints
{
    private const string PngType = "image/png", Yes = "1";

    public static string Url(Guid reading) => $"/api/v1/{FaceTypeInstrument.Name}/{reading}/card";

    public static string PublicPage(string token) => $"/cards/{token}";

    public static string PublicPicture(string token) => $"/cards/{token}/card.png";

    public static string PublicPreview(string token) => $"/cards/{token}/preview.png";

    public static void MapCards(this IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup($"/api/v1/{FaceTypeInstrument.Name}/{{id:guid}}").RequireAuthorization().WithTags("Instruments").RequireRateLimiting(RateLimits.Costly)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound);
        own.MapGet("/card", CardAsync).WithSummary("The card of a reading: a PNG of 1080 × 1350.")
            .WithDescription("'?picture=1' shows the picture instead of a drawn head, '?size=preview' is 1200 × 630, '?download=1' names the file. Birth date, MBTI and salary never stand on it.")
            .Produces(StatusCodes.Status200OK, contentType: PngType).Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        own.MapGet("/link", FindAsync).WithSummary("The public link of a card.");
        own.MapPost("/link", CreateAsync).WithSummary("Makes a public link, in place of an earlier one.")
            .WithDescription("'days' is 1 to 30, 7 by default; 'picture' is false by default.").ProducesProblem(StatusCodes.Status400BadRequest);
        own.MapDelete("/link", RevokeAsync).WithSummary("Revokes the public link.");

        var open = routes.MapGroup("/cards/{token}").AllowAnonymous().ExcludeFromDescription();
        open.MapGet("/card.png", (string token, HttpContext context, CardLinks links, CardPictures pictures) => OpenAsync(token, preview: false, context, links, pictures));
        open.MapGet("/preview.png", (string token, HttpContext context, CardLinks links, CardPictures pictures) => OpenAsync(token, preview: true, context, links, pictures));
    }

    private static async Task<IResult> CardAsync(
        Guid id, HttpContext context, FaceTypeReadings readings, CardPictures pictures, string? picture = null, string? size = null, string? download = null)
    {
        var cancellation = context.RequestAborted;
        if (await readings.FindAsync(context.User.PersonId(), id, cancellation) is not var (reading, result)) return TypedResults.NotFound();
        var (shows, preview, language) = (picture is Yes, size is "preview", CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        if (PrivateObject.IsUnchanged(context, $"card 1 {id} {shows} {preview} {language}")) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        if (!(await pictures.DrawAsync(reading, result, shows, preview, language, cancellation)).Succeeded(out var card, out var refusal)) return refusal.ToProblem(context);
        PrivateObject.Confine(context, download is Yes ? $"iris-{result.MaleType}.png" : null);
        return TypedResults.Bytes(card, PngType);
    }

    private static async Task<Results<Ok<CardLinkDocument>, NotFound>> FindAsync(Guid id, HttpContext context, CardLinks links, CancellationToken cancellation) =>
        await links.FindAsync(context.User.PersonId(), id, cancellation) is { } link ? TypedResults.Ok(CardLinkDocument.Of(link)) : TypedResults.NotFound();

    private static async Task<Results<Created<CardLinkDocument>, NotFound, ProblemHttpResult>> CreateAsync(
        Guid id, CardLinkRequest request, HttpContext context, CardLinks links, CancellationToken cancellation)
    {
        if (await links.CreateAsync(context.User.PersonId(), id, request.Days ?? CardLinks.DefaultDays, request.Picture, cancellation) is not { } outcome) return TypedResults.NotFound();
        return outcome.Succeeded(out var link, out var refusal)
            ? TypedResults.Created(PublicPage(link.Token), CardLinkDocument.Of(link))
            : refusal.ToProblem(context);
    }

    private static async Task<Results<NoContent, NotFound>> RevokeAsync(Guid id, HttpContext context, CardLinks links, CancellationToken cancellation) =>
        await links.RevokeAsync(context.User.PersonId(), id, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<IResult> OpenAsync(string token, bool preview, HttpContext context, CardLinks links, CardPictures pictures)
    {
        var cancellation = context.RequestAborted;
        if (await links.OpenAsync(token, cancellation) is not { } shared) return TypedResults.NotFound();
        // Whoever has seen it asks again each time: the link may have been revoked since.
        if (PrivateObject.IsUnchanged(context, $"card 1 {token} {preview}")) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        if (!(await pictures.DrawAsync(shared.Reading, shared.Result, shared.Link.ShowsPicture, preview, shared.Link.Language, cancellation)).Succeeded(out var card, out var refusal))
        {
            return refusal.ToProblem(context);
        }

        ObjectEndpoint.Confine(context.Response, downloadName: null);
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        return TypedResults.Bytes(card, PngType);
    }
}
