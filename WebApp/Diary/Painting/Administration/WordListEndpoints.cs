using System.Globalization;
using System.Security.Claims;
using Iris.Accounts;
using Iris.Platform;
using Iris.Platform.Audit;
using Iris.Platform.Web;
using Iris.Platform.Words;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Iris.Diary.Painting.Administration;

/// <summary>The word list as it is sent and answered.</summary>
/// <param name="Text">One entry per line, as <see cref="WordList"/> reads it; at most <see cref="WordFilter.LongestList"/> characters.</param>
internal sealed record WordListContent(string? Text);

/// <summary>A list that is not saved yet, and a sentence to try it with.</summary>
internal sealed record WordListTrial(string? Text, string? Sentence);

/// <param name="Entries">How many entries of the list block something.</param>
/// <param name="Blocked">Whether they block the sentence.</param>
internal sealed record WordListVerdict(int Entries, bool Blocked);

/// <summary>
/// <c>/api/v1/admin/painter/words</c>: the word list of the prompt filter, for admins. Their page sends it here as a plain request: 100,000 characters are more
/// than a circuit takes at once.
/// </summary>
internal static class WordListEndpoints
{
    public const string Path = "/api/v1/admin/painter/words";

    /// <summary>Room for the longest list with every letter escaped.</summary>
    private const int LargestBody = 1 << 20;

    public static void MapWordListApi(this IEndpointRouteBuilder routes)
    {
        var words = routes.MapGroup(Path).RequireAuthorization(policy => policy.RequireRole(Roles.Admin)).WithTags("Administration").WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        words.MapGet("/", ReadAsync).WithSummary("The words that are not painted.");
        words.MapPut("/", SaveAsync).WithSummary("Puts another list in their place.").WithDescription("At most 100,000 characters. It counts from the next prompt on.").ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        words.MapPost("/try", Try).WithSummary("Tries a list with a sentence, without saving it.").ProducesProblem(StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<Ok<WordListContent>> ReadAsync(WordFilter filter, CancellationToken cancellation) =>
        TypedResults.Ok(new WordListContent((await filter.ReadAsync(cancellation)).Text));

    private static async Task<Results<Ok<WordListVerdict>, ValidationProblem>> SaveAsync(
        WordListContent content, ClaimsPrincipal caller, WordFilter filter, AuditLog audit, IStringLocalizer<PaintingText> text, CancellationToken cancellation)
    {
        var list = Clean(content.Text);
        if (TooLong(list, text) is { } problem) return problem;
        await filter.SaveAsync(list, cancellation);
        var entries = new WordList(list).Count;
        await audit.WriteAsync(Actor.Of(caller), AuditActions.SaveWords, entries.ToString(CultureInfo.InvariantCulture), null, cancellation);
        return TypedResults.Ok(new WordListVerdict(entries, Blocked: false));
    }

    private static Results<Ok<WordListVerdict>, ValidationProblem> Try(WordListTrial trial, IStringLocalizer<PaintingText> text)
    {
        var list = Clean(trial.Text);
        if (TooLong(list, text) is { } problem) return problem;
        var words = new WordList(list);
        return TypedResults.Ok(new WordListVerdict(words.Count, words.Blocks(trial.Sentence ?? "")));
    }

    /// <summary>A browser hands back line ends of its own.</summary>
    private static string Clean(string? text) => PlainText.Printable((text ?? "").ReplaceLineEndings("\n"));

    private static ValidationProblem? TooLong(string list, IStringLocalizer text)
    {
        if (list.Length <= WordFilter.LongestList) return null;
        var errors = new FieldErrors(text);
        errors.Add("text", "words-long", list.Length, WordFilter.LongestList);
        return TypedResults.ValidationProblem(errors);
    }
}
