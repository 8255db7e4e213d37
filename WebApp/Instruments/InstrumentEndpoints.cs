using System.Text.Json.Nodes;
using Iris.Accounts;
using Iris.Instruments.Readings;
using Iris.Platform.Imaging;
using Iris.Platform.Web;
using Iris.Platform.Web.Limits;
using Microsoft.Extensions.Options;

namespace Iris.Instruments;

/// <summary><c>POST /api/v1/{instrument}</c> for every registered instrument.</summary>
internal static class InstrumentEndpoints
{
    public static void MapInstruments(this WebApplication app)
    {
        foreach (var instrument in app.Services.GetServices<Instrument>())
        {
            app.MapPost($"/api/v1/{instrument.Slug}", (HttpContext context, PictureAnalysis analysis, IOptions<PictureLimits> limits) =>
                    AnalyseAsync(context, instrument, analysis, limits.Value))
                .RequireAuthorization()
                .AcceptsUpload()
                .RequireRateLimiting(RateLimits.Costly)
                .WithName($"analyse-{instrument.Slug}")
                .WithTags("Instruments")
                .WithSummary($"Analyses a picture ('{instrument.Slug}') and keeps the reading.")
                .Accepts<IFormFile>("multipart/form-data")
                .Produces<JsonObject>(StatusCodes.Status201Created)
                .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
                .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
                .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
                .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> AnalyseAsync(HttpContext context, Instrument instrument, PictureAnalysis analysis, PictureLimits limits)
    {
        var cancellation = context.RequestAborted;
        if (!(await PictureUpload.ReadAsync(context.Request, limits, cancellation)).Succeeded(out var upload, out var refusal))
        {
            return refusal.ToProblem(context);
        }

        var outcome = await analysis.RunAsync(context.User.PersonId(), instrument, upload, cancellation);
        return outcome.Succeeded(out var reading, out refusal)
            ? Results.Created($"/api/v1/gallery/{reading.Id}", ReadingDocument.Of(reading))
            : refusal.ToProblem(context);
    }
}
