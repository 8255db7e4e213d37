using System.Security.Claims;
using Iris.Accounts;
using Iris.Instruments.FaceTypes.References;
using Iris.Instruments.FaceTypes.Survey;
using Iris.Instruments.FaceTypes.Training;
using Iris.Platform.Audit;
using Iris.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace Iris.Instruments.FaceTypes.Types;

/// <summary>A type as the API answers it.</summary>
internal sealed record TypeDocument(Guid Id, int Position, string Name, string NameKo, string Description, string DescriptionKo, double Share)
{
    public static TypeDocument Of(FaceType type) => new(type.Id, type.Position, type.Name, type.NameKo, type.Description, type.DescriptionKo, type.Share);
}

/// <summary><c>/api/v1/admin/face-types</c>: the types that a face can be of, for admins.</summary>
internal static class TypeEndpoints
{
    public const string Path = "/api/v1/admin/face-types";

    public static void MapTypeApi(this IEndpointRouteBuilder routes)
    {
        var types = routes.MapGroup(Path).RequireAuthorization(policy => policy.RequireRole(Roles.Admin)).WithTags("Administration")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        types.MapGet("/", ReadAsync).WithSummary("The face types in their order.");
        types.MapPost("/", AddAsync).WithSummary("Adds a face type.")
            .WithDescription("2 to 12 types. 'share' is a percentage; 'position' counts from 1, by default the new type is the last.");
        types.MapPut("/{id:guid}", ChangeAsync).WithSummary("Changes a face type; readings keep what they were told.").ProducesProblem(StatusCodes.Status404NotFound);
        types.MapDelete("/{id:guid}", RemoveAsync).WithSummary("Removes a face type with its reference pictures; readings keep what they were told.").ProducesProblem(StatusCodes.Status404NotFound);
        types.MapReferences();
        types.MapTraining();
        types.MapSurveyCount();
    }

    private static async Task<Ok<IEnumerable<TypeDocument>>> ReadAsync(TypeCatalogue catalogue, CancellationToken cancellation) =>
        TypedResults.Ok((await catalogue.ReadAsync(cancellation)).Select(TypeDocument.Of));

    private static async Task<Results<Created<TypeDocument>, ValidationProblem>> AddAsync(
        TypeContent content, ClaimsPrincipal caller, TypeCatalogue catalogue, IStringLocalizer<FaceTypeText> text, CancellationToken cancellation)
    {
        var errors = new FieldErrors(text);
        await catalogue.ReadAsync(cancellation);
        return await catalogue.AddAsync(content, Actor.Of(caller), errors, cancellation) is { } type
            ? TypedResults.Created($"{Path}/{type.Id}", TypeDocument.Of(type))
            : TypedResults.ValidationProblem(errors);
    }

    private static async Task<Results<Ok<TypeDocument>, ValidationProblem, NotFound>> ChangeAsync(
        Guid id, TypeContent content, ClaimsPrincipal caller, TypeCatalogue catalogue, IStringLocalizer<FaceTypeText> text, CancellationToken cancellation)
    {
        var errors = new FieldErrors(text);
        if (await catalogue.ChangeAsync(id, content, Actor.Of(caller), errors, cancellation) is { } type) return TypedResults.Ok(TypeDocument.Of(type));
        return errors.Count > 0 ? TypedResults.ValidationProblem(errors) : TypedResults.NotFound();
    }

    private static async Task<Results<NoContent, ValidationProblem, NotFound>> RemoveAsync(
        Guid id, ClaimsPrincipal caller, TypeCatalogue catalogue, IStringLocalizer<FaceTypeText> text, CancellationToken cancellation)
    {
        var errors = new FieldErrors(text);
        if (await catalogue.RemoveAsync(id, Actor.Of(caller), errors, cancellation)) return TypedResults.NoContent();
        return errors.Count > 0 ? TypedResults.ValidationProblem(errors) : TypedResults.NotFound();
    }
}
