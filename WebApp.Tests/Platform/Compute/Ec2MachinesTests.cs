using System.Net;
using Amazon.EC2;
using Iris.Platform.Compute;

namespace Iris.Tests.Platform.Compute;

/// <summary>The client of EC2 against a server that answers as EC2 does.</summary>
public sealed class Ec2MachinesTests : IAsyncLifetime
{
    private const string First = "i-0123456789abcdef0", Second = "i-0123456789abcdef1";

    private readonly FakeEc2 cloud = FakeEc2.Start();
    private readonly AmazonEC2Client client;

    public Ec2MachinesTests() => client = cloud.Client();

    [Fact]
    public async Task Machines_are_found_by_id_and_by_tag_over_all_pages()
    {
        cloud.PageSize = 1;
        cloud[First] = new(First) { State = "running", LaunchTime = new(2026, 11, 28, 9, 30, 0, TimeSpan.Zero) };
        cloud[Second] = new(Second) { State = "stopped", Reason = "User initiated (2026-11-27 18:01:02 GMT)", Tags = new() { ["role"] = "painter" } };
        cloud["i-0123456789abcdef2"] = new("") { State = "terminated", Tags = new() { ["role"] = "painter" } };

        var seen = await Machines(new() { ["faces"] = new() { Instance = First }, ["gpu"] = new() { Tag = "role=painter" }, ["again"] = new() { Instance = Second } }).LookAsync(default);

        Assert.Equal(new MachineSight(MachineState.Running, new(2026, 11, 28, 9, 30, 0, TimeSpan.Zero), First), seen["faces"]);
        Assert.Equal(new MachineSight(MachineState.Stopped, new(2026, 11, 27, 18, 1, 2, TimeSpan.Zero), Second), seen["gpu"]);
        Assert.Equal(seen["gpu"], seen["again"]);
        Assert.Equal(0, cloud.WrongSignatures);
    }

    [Theory]
    [InlineData("pending", MachineState.Pending)]
    [InlineData("running", MachineState.Running)]
    [InlineData("stopping", MachineState.Stopping)]
    [InlineData("shutting-down", MachineState.Stopping)]
    [InlineData("stopped", MachineState.Stopped)]
    [InlineData("terminated", MachineState.Terminated)]
    public async Task Every_state_of_EC2_has_its_own(string name, MachineState state)
    {
        cloud[First] = new(First) { State = name };

        Assert.Equal(state, (await One().LookAsync(default))["gpu"].State);
    }

    [Fact]
    public async Task A_machine_that_is_not_there_and_a_tag_of_several_are_told_and_the_others_are_seen()
    {
        cloud[First] = new(First) { Tags = new() { ["role"] = "painter" } };
        cloud[Second] = new(Second) { Tags = new() { ["role"] = "painter" } };

        var seen = await Machines(new() { ["gone"] = new() { Instance = "i-00000000" }, ["both"] = new() { Tag = "role=painter" }, ["one"] = new() { Instance = Second } }).LookAsync(default);

        Assert.Equal((MachineState.Unknown, ComputeProblem.Missing), (seen["gone"].State, seen["gone"].Problem!.Problem));
        Assert.Equal((MachineState.Unknown, ComputeProblem.Several), (seen["both"].State, seen["both"].Problem!.Problem));
        Assert.Equal((MachineState.Stopped, null), (seen["one"].State, seen["one"].Problem));
    }

    [Fact]
    public async Task A_machine_starts_and_stops_and_asking_twice_is_no_error()
    {
        cloud[First] = new(First);

        await One().StartAsync("gpu", default);
        await One().StartAsync("gpu", default);
        Assert.Equal("pending", cloud[First].State);
        await One().StopAsync("gpu", default);
        await One().StopAsync("gpu", default);
        Assert.Equal("stopping", cloud[First].State);

        var refused = await Assert.ThrowsAsync<ComputeException>(() => One().StartAsync("gpu", default));
        Assert.Equal(ComputeProblem.WrongState, refused.Problem);
    }

    [Fact]
    public async Task A_machine_that_is_known_by_its_tag_is_started()
    {
        cloud[First] = new(First) { Tags = new() { ["role"] = "painter" } };

        await Machines(new() { ["gpu"] = new() { Tag = "role=painter" } }).StartAsync("gpu", default);

        Assert.Equal("pending", cloud[First].State);
    }

    [Fact]
    public async Task A_throttled_call_is_repeated()
    {
        cloud[First] = new(First);
        cloud.RefuseOnce("StartInstances", "RequestLimitExceeded", HttpStatusCode.ServiceUnavailable);

        await One().StartAsync("gpu", default);

        Assert.Equal(2, cloud.Calls.Count(call => call == $"StartInstances {First}"));
    }

    [Theory]
    [InlineData("UnauthorizedOperation", ComputeProblem.NoRights, 503)]
    [InlineData("InsufficientInstanceCapacity", ComputeProblem.NoCapacity, 503)]
    [InlineData("VcpuLimitExceeded", ComputeProblem.Limit, 409)]
    [InlineData("InvalidInstanceID.NotFound", ComputeProblem.Missing, 404)]
    [InlineData("IncorrectInstanceState", ComputeProblem.WrongState, 409)]
    [InlineData("AuthFailure", ComputeProblem.NoCredentials, 503)]
    [InlineData("SomethingNew", ComputeProblem.Away, 503)]
    public async Task A_refusal_is_told_as_what_it_is(string code, ComputeProblem problem, int status)
    {
        cloud[First] = new(First);
        for (var tries = 0; tries < 3; tries++) cloud.RefuseOnce("StartInstances", code); // the library repeats some of them

        var refused = await Assert.ThrowsAsync<ComputeException>(() => One().StartAsync("gpu", default));

        Assert.Equal((problem, status), (refused.Problem, refused.ToRefusal().Status));
        Assert.Equal($"EC2 says {code}.", refused.Detail);
    }

    [Fact]
    public async Task Wrong_credentials_are_told()
    {
        cloud[First] = new(First);
        using var stranger = cloud.Client("another secret");

        var refused = await Assert.ThrowsAsync<ComputeException>(() => new Ec2Machines(stranger, Servers).LookAsync(default));

        Assert.Equal(ComputeProblem.NoCredentials, refused.Problem);
        Assert.NotEqual(0, cloud.WrongSignatures);
    }

    [Fact]
    public async Task A_cloud_that_is_not_there_is_told()
    {
        var gone = FakeEc2.Start();
        using var lost = gone.Client();
        await gone.DisposeAsync();

        var refused = await Assert.ThrowsAsync<ComputeException>(() => new Ec2Machines(lost, Servers).LookAsync(default));

        Assert.Equal(ComputeProblem.Away, refused.Problem);
    }

    [Fact]
    public async Task Rights_are_checked_without_starting_or_stopping()
    {
        cloud[First] = new(First) { State = "running" };

        await One().CheckAsync("gpu", default);
        Assert.Equal([$"StartInstances? {First}", $"StopInstances? {First}"], cloud.Calls);
        Assert.Equal("running", cloud[First].State);

        cloud.Forbidden.Add("StopInstances");
        var refused = await Assert.ThrowsAsync<ComputeException>(() => One().CheckAsync("gpu", default));
        Assert.Equal(ComputeProblem.NoRights, refused.Problem);
    }

    [Fact]
    public async Task A_machine_that_found_no_room_says_so_while_it_is_stopped()
    {
        cloud[First] = new(First) { StateReason = "Server.InsufficientInstanceCapacity" };

        var sight = (await One().LookAsync(default))["gpu"];

        Assert.Equal((MachineState.Stopped, ComputeProblem.NoCapacity), (sight.State, sight.Problem!.Problem));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        client.Dispose();
        await cloud.DisposeAsync();
    }

    private static Dictionary<string, Ec2Options> Servers => new() { ["gpu"] = new() { Instance = First } };

    private Ec2Machines One() => Machines(Servers);

    private Ec2Machines Machines(Dictionary<string, Ec2Options> servers) => new(client, servers);
}
