using Iris.Platform;
using Iris.Platform.Audit;
using Iris.Platform.Compute;
using Iris.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Iris.Admin.Servers;

/// <summary>A machine of a model server.</summary>
/// <param name="Id">Its name in the configuration.</param>
/// <param name="Host">ec2 or local.</param>
/// <param name="Machine">What the host calls it.</param>
/// <param name="State">unknown, stopped, pending, running, stopping or terminated.</param>
/// <param name="Since">Since when; absent: nobody knows.</param>
/// <param name="Answers">Whether its server answers; absent: it does not run.</param>
/// <param name="Problem">What is wrong, as a code and a sentence.</param>
/// <param name="IdleAfterMinutes">It is stopped when nothing was asked of it that long; absent: never.</param>
/// <param name="HoursThisMonth">It was on, in the month of now in UTC.</param>
/// <param name="CostThisMonth">These hours at its price; absent: the price is unknown.</param>
/// <param name="SavedHoursThisMonth">It was off because it had been stopped for idleness.</param>
/// <param name="SavedThisMonth">These hours at its price.</param>
/// <param name="Currency">Of the costs.</param>
internal sealed record ServerDocument(
    string Id, string Host, string? Machine, MachineState State, DateTimeOffset? Since, bool? Answers, ServerProblem? Problem, double? IdleAfterMinutes,
    double HoursThisMonth, decimal? CostThisMonth, double SavedHoursThisMonth, decimal? SavedThisMonth, string Currency)
{
    public static async Task<ServerDocument> OfAsync(Machine machine, Machines machines, ComputeOptions options, IStringLocalizerFactory text, CancellationToken cancellation)
    {
        var hours = await machines.ThisMonthAsync(machine.Name, cancellation);
        return new(
            machine.Name, machine.Host, machine.Subject, machine.State, machine.Since, machine.Answers,
            machine.Problem?.ToRefusal() is { } refusal ? new ServerProblem(refusal.Code, refusal.Sentence(text)) : null,
            machine.IdleAfter?.TotalMinutes,
            Math.Round(hours.Hours, 2), Price(hours.Hours), Math.Round(hours.SavedHours, 2), Price(hours.SavedHours), options.Currency);

        decimal? Price(double spent) => machine.HourlyPrice is { } price ? decimal.Round((decimal)spent * price, 2) : null;
    }
}

/// <param name="Code">Such as <c>machine-no-capacity</c>.</param>
/// <param name="Detail">A sentence in the caller's language.</param>
internal sealed record ServerProblem(string Code, string Detail);

internal sealed record ServerList(IReadOnlyList<ServerDocument> Items);

/// <summary><c>/api/v1/admin/servers</c>: machines of model servers, for admins.</summary>
internal static class ServerEndpoints
{
    public static void MapServers(this IEndpointRouteBuilder admin)
    {
        var servers = admin.MapGroup("/servers");
        servers.MapGet("/", ListAsync).WithSummary("The machines of model servers, and what they do.");
        servers.MapPost("/{id}/start", StartAsync).WithSummary("Starts a machine.").WithDescription("Answers at once; ask again until the state is running and the server answers.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        servers.MapPost("/{id}/stop", StopAsync).WithSummary("Stops a machine.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Ok<ServerList>> ListAsync(Machines machines, IOptions<ComputeOptions> options, IStringLocalizerFactory text, CancellationToken cancellation)
    {
        var documents = new List<ServerDocument>();
        foreach (var machine in machines.All) documents.Add(await ServerDocument.OfAsync(machine, machines, options.Value, text, cancellation));
        return TypedResults.Ok(new ServerList(documents));
    }

    private static Task<Results<Ok<ServerDocument>, ProblemHttpResult>> StartAsync(string id, HttpContext context, Machines machines, CancellationToken cancellation) =>
        OrderAsync(id, context, machines, actor => machines.StartAsync(id, actor, cancellation), cancellation);

    private static Task<Results<Ok<ServerDocument>, ProblemHttpResult>> StopAsync(string id, HttpContext context, Machines machines, CancellationToken cancellation) =>
        OrderAsync(id, context, machines, actor => machines.StopAsync(id, actor, cancellation), cancellation);

    private static async Task<Results<Ok<ServerDocument>, ProblemHttpResult>> OrderAsync(
        string id, HttpContext context, Machines machines, Func<Actor, Task<Machine>> order, CancellationToken cancellation)
    {
        try
        {
            var services = context.RequestServices;
            var machine = await order(Actor.Of(context.User));
            return TypedResults.Ok(await ServerDocument.OfAsync(machine, machines, services.GetRequiredService<IOptions<ComputeOptions>>().Value, services.GetRequiredService<IStringLocalizerFactory>(), cancellation));
        }
        catch (KeyNotFoundException)
        {
            return Refusal.Of<AdminText>("no-server", StatusCodes.Status404NotFound, PlainText.Cut(id, 64)).ToProblem(context);
        }
        catch (ComputeException problem)
        {
            return problem.ToRefusal().ToProblem(context);
        }
    }
}
