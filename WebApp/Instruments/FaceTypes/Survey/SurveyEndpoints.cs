using System.Security.Claims;
using Iris.Accounts;
using Iris.Instruments.FaceTypes.Types;
using Iris.Platform.Audit;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Iris.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Instruments.FaceTypes.Survey;

/// <summary>A picture to vote on.</summary>
/// <param name="Id">Of the picture.</param>
/// <param name="ImageUrl">Opens for everybody who is signed in.</param>
/// <param name="TypeId">The caller's vote; absent: none.</param>
internal sealed record SurveyItem(Guid Id, string ImageUrl, Guid? TypeId);

/// <summary>A type to choose.</summary>
/// <param name="Id">Of the type.</param>
/// <param name="Name">English.</param>
/// <param name="NameKo">Korean.</param>
internal sealed record SurveyChoice(Guid Id, string Name, string NameKo);

/// <summary>What there is to vote on.</summary>
internal sealed record SurveyDocument(IEnumerable<SurveyChoice> Types, IEnumerable<SurveyItem> Pictures);

/// <param name="TypeId">What the face is taken for.</param>
internal sealed record VoteRequest(Guid TypeId);

/// <summary>How people voted on a picture.</summary>
/// <param name="Id">Of the picture.</param>
/// <param name="TypeId">What it is taken for now.</param>
/// <param name="Label">What most people take it for; absent while that is not clear.</param>
/// <param name="Votes">By the id of the type.</param>
internal sealed record CountedPicture(Guid Id, Guid TypeId, Guid? Label, IReadOnlyDictionary<Guid, int> Votes);

/// <summary>What the votes say of a type.</summary>
/// <param name="TypeId">Which.</param>
/// <param name="Pictures">So many pictures are taken for it by most people.</param>
/// <param name="Share">In percent of all such pictures.</param>
internal sealed record CountedType(Guid TypeId, int Pictures, double Share);

/// <param name="Pictures">Every picture of the survey.</param>
/// <param name="Types">In their order.</param>
internal sealed record CountDocument(IEnumerable<CountedPicture> Pictures, IEnumerable<CountedType> Types);

/// <param name="Changed">So many pictures are taken for another type now.</param>
internal sealed record LabelsTaken(int Changed);

/// <summary><c>/api/v1/face-type/survey</c> for people, and below <c>/api/v1/admin/face-types</c> what admins make of it.</summary>
internal static class SurveyEndpoints
{
    public const string Path = $"/api/v1/{FaceTypeInstrument.Name}/survey";

    public static string Image(Guid reference) => $"{Path}/{reference}/image";

    public static void MapSurvey(this IEndpointRouteBuilder routes)
    {
        var survey = routes.MapGroup(Path).RequireAuthorization().WithTags("Instruments").ProducesProblem(StatusCodes.Status401Unauthorized);
        survey.MapGet("/", ReadAsync).WithSummary("Pictures to vote on, with the caller's votes, and the types to choose from.");
        survey.MapPut("/{id:guid}", VoteAsync).WithSummary("Votes on a picture, in place of an earlier vote.").ProducesProblem(StatusCodes.Status404NotFound);
        survey.MapDelete("/{id:guid}", TakeBackAsync).WithSummary("Takes a vote back. Repeatable.");
        survey.MapGet("/{id:guid}/image", ImageAsync).WithSummary("A picture to vote on.")
            .Produces(StatusCodes.Status200OK, contentType: PictureFormat.Jpeg.MediaType()).ProducesProblem(StatusCodes.Status404NotFound);
    }

    public static void MapSurveyCount(this RouteGroupBuilder types)
    {
        types.MapGet("/survey", CountAsync).WithSummary("How people voted on reference pictures.");
        types.MapPost("/survey/labels", TakeLabelsAsync).WithSummary("Takes each reference picture for what most people take it for.").WithDescription("Where there are 3 votes or more, and one type has most of them.");
        types.MapPost("/survey/shares", TakeSharesAsync).WithSummary("Gives each type its share of the pictures, as most people take them.").WithDescription("422 while a type has no picture.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Ok<SurveyDocument>> ReadAsync(ClaimsPrincipal caller, TypeSurvey survey, TypeCatalogue catalogue, CancellationToken cancellation) => TypedResults.Ok(new SurveyDocument(
        (await catalogue.ReadAsync(cancellation)).Select(type => new SurveyChoice(type.Id, type.Name, type.NameKo)),
        (await survey.ReadAsync(caller.PersonId(), cancellation)).Select(picture => new SurveyItem(picture.Id, Image(picture.Id), picture.Vote))));

    private static async Task<Results<NoContent, NotFound>> VoteAsync(Guid id, VoteRequest vote, ClaimsPrincipal caller, TypeSurvey survey, CancellationToken cancellation) =>
        await survey.VoteAsync(caller.PersonId(), id, vote.TypeId, cancellation) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<NoContent> TakeBackAsync(Guid id, ClaimsPrincipal caller, TypeSurvey survey, CancellationToken cancellation)
    {
        await survey.TakeBackAsync(caller.PersonId(), id, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ImageAsync(Guid id, HttpContext context, TypeSurvey survey, IObjectStore store) =>
        await survey.FindAsync(id, context.RequestAborted) is { } reference ? await PrivateObject.SendAsync(context, store, reference.PictureKey) : TypedResults.NotFound();

    private static async Task<Ok<CountDocument>> CountAsync(TypeSurvey survey, TypeCatalogue catalogue, CancellationToken cancellation)
    {
        var count = await survey.CountAsync(cancellation);
        return TypedResults.Ok(new CountDocument(
            count.Pictures.Select(picture => new CountedPicture(picture.Reference, picture.Type, picture.Label, picture.Votes)),
            (await catalogue.ReadAsync(cancellation)).Select(type => new CountedType(type.Id, count.Labels.GetValueOrDefault(type.Id), count.Share(type.Id)))));
    }

    private static async Task<Ok<LabelsTaken>> TakeLabelsAsync(ClaimsPrincipal caller, TypeSurvey survey, CancellationToken cancellation) =>
        TypedResults.Ok(new LabelsTaken(await survey.TakeLabelsAsync(Actor.Of(caller), cancellation)));

    private static async Task<Results<Ok<IEnumerable<TypeDocument>>, ProblemHttpResult>> TakeSharesAsync(HttpContext context, TypeSurvey survey, CancellationToken cancellation) =>
        (await survey.TakeSharesAsync(Actor.Of(context.User), cancellation)).Succeeded(out var types, out var refusal)
            ? TypedResults.Ok(types.Select(TypeDocument.Of))
            : refusal.ToProblem(context);
}
