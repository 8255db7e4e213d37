using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace Iris.Accounts.Authentication;

/// <summary>
/// The connections of hubs. They outlive the request that authenticated them, so they are closed when their session ends: by signing out, or by what
/// <see cref="Sessions.IsOpenAsync"/> asks for, within <see cref="SecurityStamps.Lifetime"/>.
/// </summary>
internal sealed class OpenConnections(Sessions sessions, TimeProvider clock, ILogger<OpenConnections> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, Connection> open = new();

    public void Add(HubCallerContext caller) => open[caller.ConnectionId] = new(caller);

    public void Remove(HubCallerContext caller) => open.TryRemove(caller.ConnectionId, out _);

    /// <summary>Whether a connection was closed because its session has ended, and not because it was lost.</summary>
    public bool HasEnded(HubCallerContext caller) => open.TryGetValue(caller.ConnectionId, out var connection) && connection.HasEnded;

    /// <summary>Somebody signs out: what that session opened is closed. Their other sessions, in other browsers, go on.</summary>
    public void SignOut(ClaimsPrincipal person)
    {
        if (person.FindFirstValue(PersonClaims.Session) is not { } session) return;
        foreach (var connection in open.Values.Where(connection => connection.User.FindFirstValue(PersonClaims.Session) == session)) connection.End();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SecurityStamps.Lifetime, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var connection in open.Values)
                {
                    if (!await sessions.IsOpenAsync(connection.User)) connection.End();
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "Open connections could not be checked; the next round tries again");
            }
        }
    }

    private sealed class Connection(HubCallerContext caller)
    {
        private volatile bool hasEnded;

        public ClaimsPrincipal User => caller.User!;

        public bool HasEnded => hasEnded;

        public void End()
        {
            hasEnded = true;
            caller.Abort();
        }
    }
}
