using Iris.Platform.Audit;
using Iris.Platform.Inference.Remote;
using Microsoft.Extensions.Options;

namespace Iris.Platform.Compute;

/// <summary>A machine as it was seen last.</summary>
/// <param name="Name">In the configuration; also the entry of <c>Inference:Servers</c> that it runs.</param>
/// <param name="Host">ec2 or local.</param>
/// <param name="Subject">What the host calls it; null: nothing of its own.</param>
/// <param name="State">What it does.</param>
/// <param name="Since">Since when; null: nobody knows.</param>
/// <param name="Answers">Whether its server answers; null: it does not run, or the configuration names no server for it.</param>
/// <param name="Problem">What is wrong; null: nothing.</param>
/// <param name="IdleAfter">It is stopped when nothing was asked of it that long; null: never.</param>
/// <param name="HourlyPrice">Of an hour that it is on; null: unknown.</param>
public sealed record Machine(
    string Name, string Host, string? Subject, MachineState State, DateTimeOffset? Since, bool? Answers, ComputeException? Problem, TimeSpan? IdleAfter, decimal? HourlyPrice);

/// <summary>
/// The machines of model servers: looks at them now and then, quickly while one of them changes, starts and stops them for admins, and stops what nobody uses. Any node may do
/// any of it, and several at once do no more than one.
/// </summary>
internal sealed class Machines(
    IEnumerable<IMachineHost> hosts, ModelServers servers, MachineRuns runs, AuditLog audit, IOptions<ComputeOptions> options, IHostApplicationLifetime lifetime, TimeProvider clock,
    ILogger<Machines> log) : BackgroundService
{
    /// <summary>While something starts or stops.</summary>
    private static readonly TimeSpan LookSoon = TimeSpan.FromSeconds(2);

    private readonly IMachineHost[] hosts = [.. hosts];
    private readonly SemaphoreSlim looking = new(1);
    private readonly Dictionary<string, (MachineState State, DateTimeOffset? Since)> recorded = [];
    private volatile IReadOnlyList<Machine> seen = [];
    private TaskCompletionSource nudge = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Something is different from before. Called on whatever thread saw it.</summary>
    public event Action? Changed;

    /// <summary>As they were seen last, by name.</summary>
    public IReadOnlyList<Machine> All => seen;

    /// <summary>Looks at all of them now.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        await looking.WaitAsync(cancellation);
        try
        {
            var before = seen;
            var now = (await Task.WhenAll(hosts.Select(host => LookAtAsync(host, cancellation)))).SelectMany(machines => machines).OrderBy(machine => machine.Name, StringComparer.Ordinal).ToList();
            seen = now;
            foreach (var machine in now)
            {
                await RecordAsync(machine, cancellation);
                await StopIfIdleAsync(machine, cancellation);
            }

            if (!before.SequenceEqual(now)) Changed?.Invoke();
        }
        finally
        {
            looking.Release();
        }
    }

    /// <summary>Starts a machine.</summary>
    /// <param name="name">In the configuration.</param>
    /// <param name="actor">Whoever wants it.</param>
    /// <param name="cancellation">Gives up; what was asked of the host stays asked.</param>
    /// <exception cref="KeyNotFoundException">There is no machine of this name.</exception>
    /// <exception cref="ComputeException">It will not start.</exception>
    public async Task<Machine> StartAsync(string name, Actor actor, CancellationToken cancellation)
    {
        var (host, machine) = Find(name);
        await host.StartAsync(machine, cancellation);
        await audit.WriteAsync(actor, AuditActions.StartServer, machine, null, cancellation);
        return await SeeAsync(machine, cancellation);
    }

    /// <summary>Stops a machine.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public async Task<Machine> StopAsync(string name, Actor actor, CancellationToken cancellation)
    {
        var (host, machine) = Find(name);
        await host.StopAsync(machine, cancellation);
        await runs.StoppingAsync(machine, MachineEnd.Admin, cancellation);
        await audit.WriteAsync(actor, AuditActions.StopServer, machine, null, cancellation);
        return await SeeAsync(machine, cancellation);
    }

    /// <summary>Asks the host whether it would start and stop the machine, and does neither.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public Task CheckAsync(string name, CancellationToken cancellation)
    {
        var (host, machine) = Find(name);
        return host.CheckAsync(machine, cancellation);
    }

    /// <summary>What the machine did in the month of now, which is that of bills: in UTC.</summary>
    public Task<MachineHours> ThisMonthAsync(string name, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return runs.SumAsync(name, new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero), now, cancellation);
    }

    public override void Dispose()
    {
        looking.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The runs are in the database, which opens while the program starts.
        await lifetime.UntilStartedAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var hurry = nudge;
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "The machines of model servers could not be looked at; the next look tries again");
            }

            var wait = seen.Any(machine => machine.State.IsPassing() || machine is { State: MachineState.Running, Answers: false }) ? LookSoon : options.Value.LookEvery;
            await hurry.Task.WaitAsync(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private (IMachineHost Host, string Machine) Find(string name)
    {
        var machine = seen.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new KeyNotFoundException($"There is no machine '{name}'.");
        return (hosts.First(host => host.Kind == machine.Host), machine.Name);
    }

    /// <summary>The machine after something was asked of it; others are told, and it is watched until it settles.</summary>
    private async Task<Machine> SeeAsync(string name, CancellationToken cancellation)
    {
        await LookAsync(cancellation);
        Interlocked.Exchange(ref nudge, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return seen.First(machine => machine.Name == name);
    }

    private async Task<IEnumerable<Machine>> LookAtAsync(IMachineHost host, CancellationToken cancellation)
    {
        try
        {
            var sights = await host.LookAsync(cancellation);
            return await Task.WhenAll(sights.Select(async sight => Of(host, sight.Key, sight.Value, await AnswersAsync(sight.Key, sight.Value, cancellation))));
        }
        catch (ComputeException problem)
        {
            var known = seen.Where(machine => machine.Host == host.Kind).ToList();
            if (known.All(machine => machine.Problem?.Problem != problem.Problem)) log.LogWarning("The machines of {Host} can't be seen. {Problem}", host.Kind, problem.Message);
            // What they did last is not what they do now, and the rows of their runs wait until they are seen again.
            return options.Value.Servers.Keys.Select(name => Of(host, name, new MachineSight(MachineState.Unknown, null, known.FirstOrDefault(machine => machine.Name == name)?.Subject, problem), null));
        }
    }

    private Machine Of(IMachineHost host, string name, MachineSight sight, bool? answers)
    {
        var settings = options.Value.Servers.GetValueOrDefault(name);
        return new(name, host.Kind, sight.Subject, sight.State, sight.Since, answers, sight.Problem, settings?.IdleAfter, settings?.HourlyPrice);
    }

    private async Task<bool?> AnswersAsync(string name, MachineSight sight, CancellationToken cancellation)
    {
        if (sight.State != MachineState.Running || servers.Find(name) is not { } server) return null;
        try
        {
            await Task.Run(() => server.CheckReady(cancellation), cancellation);
            return true;
        }
        catch (ModelServerException)
        {
            return false;
        }
    }

    private async Task RecordAsync(Machine machine, CancellationToken cancellation)
    {
        var known = recorded.GetValueOrDefault(machine.Name);
        if (machine.State == MachineState.Unknown || known == (machine.State, machine.Since)) return;
        if (machine.State.IsOn()) await runs.BeganAsync(machine.Name, machine.Since ?? clock.GetUtcNow(), cancellation);
        else if (machine.State is MachineState.Stopped or MachineState.Terminated) await runs.EndedAsync(machine.Name, machine.Since ?? clock.GetUtcNow(), cancellation);
        recorded[machine.Name] = (machine.State, machine.Since);
    }

    private async Task StopIfIdleAsync(Machine machine, CancellationToken cancellation)
    {
        if (machine is not { State: MachineState.Running, IdleAfter: { } idleAfter }) return;
        var now = clock.GetUtcNow();
        var mine = servers.Find(machine.Name)?.Idle is { } idle ? now - idle : (DateTimeOffset?)null;
        if (await runs.UsedAsync(machine.Name, mine, cancellation) is not { } used || now - used < idleAfter) return;
        try
        {
            await hosts.First(host => host.Kind == machine.Host).StopAsync(machine.Name, cancellation);
        }
        catch (ComputeException problem)
        {
            log.LogWarning("The idle machine {Machine} could not be stopped; the next look tries again. {Problem}", machine.Name, problem.Message);
            return;
        }

        log.LogInformation("The machine {Machine} stops, since nothing was asked of it for {Minutes:0} minutes", machine.Name, (now - used).TotalMinutes);
        await runs.StoppingAsync(machine.Name, MachineEnd.Idle, cancellation);
        await audit.WriteAsync(null, AuditActions.StopIdleServer, machine.Name, null, cancellation);
    }
}
