using System.Security.Claims;
using Iris.Accounts;
using Iris.Platform.Web;
using Iris.Platform.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Diary.Notifications;

/// <summary>Which kinds somebody wants to be told about; what is left out stays as it is.</summary>
/// <param name="Asked">Somebody asks to be a secret friend.</param>
/// <param name="Accepted">Somebody said yes.</param>
/// <param name="Liked">Somebody likes a post.</param>
/// <param name="Written">A friend wrote into a shared diary.</param>
/// <param name="Commented">Somebody says something to a post.</param>
public sealed record NotificationSwitches(bool? Asked = null, bool? Accepted = null, bool? Liked = null, bool? Written = null, bool? Commented = null)
{
    internal IEnumerable<(NotificationKind Kind, bool IsOn)> All =>
        new[] { (NotificationKind.Asked, Asked), (NotificationKind.Accepted, Accepted), (NotificationKind.Liked, Liked), (NotificationKind.Written, Written), (NotificationKind.Commented, Commented) }
            .Where(one => one.Item2 is not null).Select(one => (one.Item1, one.Item2!.Value));

    internal static NotificationSwitches Of(IReadOnlyList<NotificationKind> muted)
    {
        return new(IsOn(NotificationKind.Asked), IsOn(NotificationKind.Accepted), IsOn(NotificationKind.Liked), IsOn(NotificationKind.Written), IsOn(NotificationKind.Commented));

        bool IsOn(NotificationKind kind) => !muted.Contains(kind);
    }
}

/// <summary><c>/api/v1/notifications</c>: what the caller is told.</summary>
internal static class NotificationEndpoints
{
    public static void MapNotificationsApi(this IEndpointRouteBuilder routes)
    {
        var notifications = routes.MapGroup("/api/v1/notifications").RequireAuthorization().WithTags("Diary").ProducesProblem(StatusCodes.Status401Unauthorized);
        notifications.MapGet("/", ListAsync).WithSummary("What others did that concerns the caller, newest first, and how much of it was not seen.").ProducesProblem(StatusCodes.Status400BadRequest);
        notifications.MapPost("/read", ReadAsync).WithSummary("All that there are now were seen.");
        notifications.MapGet("/switches", SwitchesAsync).WithSummary("Which kinds the caller is told about.");
        notifications.MapPut("/switches", SwitchAsync).WithSummary("Switches kinds on or off; what is left out stays as it is.");
    }

    private static async Task<Results<Ok<NotificationSlice>, ProblemHttpResult>> ListAsync(HttpContext context, OwnNotifications notifications, CancellationToken cancellation, string? cursor = null, int limit = ListPage.DefaultLimit)
    {
        if (!ListPage.Of(cursor, limit).Succeeded(out var page, out var refusal)) return refusal.ToProblem(context);
        return TypedResults.Ok(await notifications.PageAsync(context.User.PersonId(), page.After, page.Limit, cancellation));
    }

    private static async Task<NoContent> ReadAsync(ClaimsPrincipal caller, OwnNotifications notifications, CancellationToken cancellation)
    {
        await notifications.ReadAsync(caller.PersonId(), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<NotificationSwitches>> SwitchesAsync(ClaimsPrincipal caller, OwnNotifications notifications, CancellationToken cancellation) =>
        TypedResults.Ok(NotificationSwitches.Of(await notifications.MutedAsync(caller.PersonId(), cancellation)));

    private static async Task<Ok<NotificationSwitches>> SwitchAsync(NotificationSwitches switches, ClaimsPrincipal caller, OwnNotifications notifications, CancellationToken cancellation)
    {
        foreach (var (kind, isOn) in switches.All) await notifications.MuteAsync(caller.PersonId(), kind, !isOn, cancellation);
        return await SwitchesAsync(caller, notifications, cancellation);
    }
}
