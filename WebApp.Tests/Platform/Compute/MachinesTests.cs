using Iris.Platform.Audit;
using Iris.Platform.Compute;
using Iris.Platform.Data;
using Iris.Platform.Inference.Remote;
using Iris.Tests.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Platform.Compute;

/// <summary>Machines over days, by a clock of the test.</summary>
[Collection(nameof(WithIris))]
public class MachinesTests(IrisApplication iris) : IAsyncLifetime
{
    private readonly string name = "m" + Guid.NewGuid().ToString("N")[..8];
    private readonly MovableClock clock = new() { Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero) };
    private readonly Host host = new();
    private readonly ComputeOptions options = new();
    private readonly List<Machines> made = [];
    private readonly ModelServers servers = ModelServers.None;

    private static Actor Admin => new(Guid.NewGuid(), "somebody");

    [Fact]
    public async Task A_machine_goes_through_its_states_and_its_hours_are_counted()
    {
        var machines = Made(price: 2);
        await machines.LookAsync(default);
        Assert.Equal(MachineState.Stopped, machines.All.Single().State);

        var started = await machines.StartAsync(name, Admin, default);
        Assert.Equal(MachineState.Pending, started.State);
        Pass(minutes: 2, MachineState.Running);
        await machines.LookAsync(default);
        Assert.Equal(MachineState.Running, machines.All.Single().State);

        Pass(minutes: 88, MachineState.Running);
        var stopping = await machines.StopAsync(name, Admin, default);
        Assert.Equal(MachineState.Stopping, stopping.State);
        host.Settle(MachineState.Stopped, clock.Now);
        await machines.LookAsync(default);
        Pass(minutes: 600, MachineState.Stopped);

        Assert.Equal(new MachineHours(1.5, 0), await machines.ThisMonthAsync(name, default));
        Assert.Equal([AuditActions.StartServer, AuditActions.StopServer], await AuditedAsync());
        Assert.Equal(MachineEnd.Admin, (await RunsAsync()).Single().End);
    }

    [Fact]
    public async Task A_machine_that_nobody_uses_is_stopped_and_what_that_saved_is_counted()
    {
        var machines = Made(idleAfter: TimeSpan.FromMinutes(20));
        await machines.LookAsync(default);
        await machines.StartAsync(name, Admin, default);
        Pass(minutes: 19, MachineState.Running);
        await machines.LookAsync(default);
        Assert.Equal(MachineState.Running, host.Sight.State);

        Pass(minutes: 1, MachineState.Running);
        await machines.LookAsync(default);
        Assert.Equal(MachineState.Stopping, host.Sight.State);
        host.Settle(MachineState.Stopped, clock.Now);
        await machines.LookAsync(default);
        Pass(minutes: 180, MachineState.Stopped);

        Assert.Equal((0.333333, 3.0), Rounded(await machines.ThisMonthAsync(name, default)));
        Assert.Equal([AuditActions.StartServer, AuditActions.StopIdleServer], await AuditedAsync());
    }

    [Fact]
    public async Task What_another_node_uses_is_not_idle()
    {
        var machines = Made(idleAfter: TimeSpan.FromMinutes(20));
        await machines.LookAsync(default);
        await machines.StartAsync(name, Admin, default);
        Pass(minutes: 15, MachineState.Running);
        await machines.LookAsync(default);
        await Runs.UsedAsync(name, clock.Now, default); // the other node

        Pass(minutes: 15, MachineState.Running);
        await machines.LookAsync(default);
        Assert.Equal(MachineState.Running, host.Sight.State);

        Pass(minutes: 5, MachineState.Running);
        await machines.LookAsync(default);
        Assert.Equal(MachineState.Stopping, host.Sight.State);
    }

    [Fact]
    public async Task Two_nodes_that_see_the_same_write_one_run()
    {
        var nodes = Enumerable.Range(0, 4).Select(_ => Made()).ToArray();
        host.Settle(MachineState.Running, clock.Now.AddMinutes(-30));

        await Task.WhenAll(nodes.Select(node => node.LookAsync(default)));

        Assert.Equal(clock.Now.AddMinutes(-30), Assert.Single(await RunsAsync()).StartedAt);
    }

    [Fact]
    public async Task A_run_whose_end_nobody_saw_ends_when_the_next_begins()
    {
        var machines = Made();
        host.Settle(MachineState.Running, clock.Now.AddHours(-5));
        await machines.LookAsync(default);
        host.Settle(MachineState.Running, clock.Now.AddHours(-1));
        await machines.LookAsync(default);

        Assert.Equal([clock.Now.AddHours(-1), null], (await RunsAsync()).Select(run => run.EndedAt));
        Assert.Equal(new MachineHours(5, 0), await machines.ThisMonthAsync(name, default));
    }

    [Fact]
    public async Task Hours_before_the_month_belong_to_the_one_before()
    {
        var machines = Made();
        clock.Now = new(2026, 12, 1, 3, 0, 0, TimeSpan.Zero);
        host.Settle(MachineState.Running, new(2026, 11, 30, 20, 0, 0, TimeSpan.Zero));
        await machines.LookAsync(default);

        Assert.Equal(new MachineHours(3, 0), await machines.ThisMonthAsync(name, default));
    }

    [Fact]
    public async Task A_host_that_is_away_leaves_the_state_unknown_and_no_run_ends()
    {
        var machines = Made();
        host.Settle(MachineState.Running, clock.Now);
        await machines.LookAsync(default);
        host.Problem = new ComputeException(ComputeProblem.Away, "no way");
        await machines.LookAsync(default);

        Assert.Equal((MachineState.Unknown, ComputeProblem.Away), (machines.All.Single().State, machines.All.Single().Problem!.Problem));
        Assert.Null(Assert.Single(await RunsAsync()).EndedAt);
    }

    [Fact]
    public async Task What_failed_is_not_in_the_audit_log()
    {
        var machines = Made();
        await machines.LookAsync(default);
        host.Refuses = new ComputeException(ComputeProblem.NoCapacity, "no room");

        await Assert.ThrowsAsync<ComputeException>(() => machines.StartAsync(name, Admin, default));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => machines.StartAsync("another", Admin, default));

        Assert.Empty(await AuditedAsync());
    }

    [Fact]
    public async Task Whoever_watches_is_told_of_changes_alone()
    {
        var machines = Made();
        var told = 0;
        machines.Changed += () => told++;

        await machines.LookAsync(default);
        await machines.LookAsync(default);
        Assert.Equal(1, told);
        host.Settle(MachineState.Running, clock.Now);
        await machines.LookAsync(default);
        Assert.Equal(2, told);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        made.ForEach(machines => machines.Dispose());
        servers.Dispose();
        await iris.QueryAsync(database => database.Set<MachineRun>().Where(run => run.Machine == name).ExecuteDeleteAsync());
    }

    private IDbContextFactory<AppDbContext> Databases => iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>();

    private MachineRuns Runs => new(Databases);

    private Machines Made(TimeSpan? idleAfter = null, decimal? price = null)
    {
        host.Name = name;
        host.Clock = clock;
        options.Servers[name] = new Ec2Options { Instance = "i-00000000", IdleAfter = idleAfter, HourlyPrice = price };
        var machines = new Machines([host], servers, Runs, new AuditLog(Databases, clock), Options.Create(options), iris.Services.GetRequiredService<IHostApplicationLifetime>(), clock, NullLogger<Machines>.Instance);
        made.Add(machines);
        return machines;
    }

    private void Pass(double minutes, MachineState state)
    {
        clock.Now += TimeSpan.FromMinutes(minutes);
        host.Settle(state, host.Sight.Since);
    }

    private Task<List<MachineRun>> RunsAsync() => iris.QueryAsync(database => database.Set<MachineRun>().AsNoTracking().Where(run => run.Machine == name).OrderBy(run => run.StartedAt).ToListAsync());

    private Task<List<string>> AuditedAsync() => iris.QueryAsync(database => database.Set<AuditEntry>().Where(entry => entry.Subject == name).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync());

    private static (double, double) Rounded(MachineHours hours) => (Math.Round(hours.Hours, 6), Math.Round(hours.SavedHours, 6));

    /// <summary>A machine in the test's hand.</summary>
    private sealed class Host : IMachineHost
    {
        public string Name { get; set; } = "";

        public MovableClock Clock { get; set; } = null!;

        public MachineSight Sight { get; private set; } = new(MachineState.Stopped, null, "i-00000000");

        public ComputeException? Problem { get; set; }

        public ComputeException? Refuses { get; set; }

        public string Kind => "ec2";

        public void Settle(MachineState state, DateTimeOffset? since) => Sight = Sight with { State = state, Since = since };

        public Task<IReadOnlyDictionary<string, MachineSight>> LookAsync(CancellationToken cancellation) =>
            Problem is null ? Task.FromResult<IReadOnlyDictionary<string, MachineSight>>(new Dictionary<string, MachineSight> { [Name] = Sight }) : throw Problem;

        public Task StartAsync(string name, CancellationToken cancellation)
        {
            if (Refuses is not null) throw Refuses;
            Settle(MachineState.Pending, Clock.Now);
            return Task.CompletedTask;
        }

        public Task StopAsync(string name, CancellationToken cancellation)
        {
            Settle(MachineState.Stopping, Clock.Now);
            return Task.CompletedTask;
        }

        public Task CheckAsync(string name, CancellationToken cancellation) => Task.CompletedTask;
    }
}
