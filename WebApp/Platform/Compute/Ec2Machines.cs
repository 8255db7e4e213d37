using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;

namespace Iris.Platform.Compute;

/// <summary>
/// EC2 instances. Credentials come from the usual AWS chain; they need <c>ec2:DescribeInstances</c>, <c>ec2:StartInstances</c> and <c>ec2:StopInstances</c>. Throttled calls are
/// repeated by the library, with growing waits.
/// </summary>
internal sealed partial class Ec2Machines(IAmazonEC2 client, IReadOnlyDictionary<string, Ec2Options> servers) : IMachineHost
{
    /// <summary>What EC2 answers when asked whether it would, and it would.</summary>
    private const string WouldHave = "DryRunOperation";

    public string Kind => "ec2";

    public async Task<IReadOnlyDictionary<string, MachineSight>> LookAsync(CancellationToken cancellation)
    {
        var found = await FindAsync(servers, cancellation);
        return servers.Keys.ToDictionary(name => name, name => found[name] switch
        {
            [] => new MachineSight(MachineState.Unknown, null, servers[name].Instance, new ComputeException(ComputeProblem.Missing, servers[name].Instance ?? servers[name].Tag!)),
            [var instance] => Sight(instance),
            var several => new MachineSight(MachineState.Unknown, null, null, new ComputeException(ComputeProblem.Several, string.Join(", ", several.Select(instance => instance.InstanceId)))),
        });
    }

    public async Task StartAsync(string name, CancellationToken cancellation)
    {
        var id = await IdAsync(name, cancellation);
        await AskAsync(() => client.StartInstancesAsync(new StartInstancesRequest { InstanceIds = [id] }, cancellation));
    }

    public async Task StopAsync(string name, CancellationToken cancellation)
    {
        var id = await IdAsync(name, cancellation);
        await AskAsync(() => client.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [id] }, cancellation));
    }

    public async Task CheckAsync(string name, CancellationToken cancellation)
    {
        var id = await IdAsync(name, cancellation);
        await WouldAsync(() => client.StartInstancesAsync(new StartInstancesRequest { InstanceIds = [id], DryRun = true }, cancellation));
        await WouldAsync(() => client.StopInstancesAsync(new StopInstancesRequest { InstanceIds = [id], DryRun = true }, cancellation));
    }

    /// <summary>The id of the one instance that a name of the configuration means.</summary>
    private async Task<string> IdAsync(string name, CancellationToken cancellation)
    {
        var options = servers[name];
        if (!string.IsNullOrEmpty(options.Instance)) return options.Instance;
        var found = (await FindAsync(new Dictionary<string, Ec2Options> { [name] = options }, cancellation))[name];
        return found switch
        {
            [var instance] => instance.InstanceId,
            [] => throw new ComputeException(ComputeProblem.Missing, options.Tag!),
            _ => throw new ComputeException(ComputeProblem.Several, string.Join(", ", found.Select(instance => instance.InstanceId))),
        };
    }

    /// <summary>The instances of each name. By filter, since an id that EC2 does not know would fail the call for all of them.</summary>
    private async Task<Dictionary<string, List<Instance>>> FindAsync(IReadOnlyDictionary<string, Ec2Options> wanted, CancellationToken cancellation)
    {
        var ids = wanted.Values.Select(options => options.Instance).Where(id => !string.IsNullOrEmpty(id)).Distinct().ToList();
        var byId = ids.Count == 0 ? [] : await DescribeAsync(new Filter("instance-id", ids), cancellation);
        var found = new Dictionary<string, List<Instance>>();
        foreach (var (name, options) in wanted)
        {
            if (!string.IsNullOrEmpty(options.Instance))
            {
                found[name] = [.. byId.Where(instance => instance.InstanceId == options.Instance)];
                continue;
            }

            var tag = options.Tag!.Split('=', 2);
            // An instance that is gone keeps its tags for an hour, beside the one that took its place.
            found[name] = [.. (await DescribeAsync(new Filter($"tag:{tag[0]}", [tag[1]]), cancellation)).Where(instance => StateOf(instance) != MachineState.Terminated)];
        }

        return found;
    }

    private async Task<List<Instance>> DescribeAsync(Filter filter, CancellationToken cancellation)
    {
        var request = new DescribeInstancesRequest { Filters = [filter], MaxResults = 100 };
        var instances = new List<Instance>();
        return await AskAsync(async () =>
        {
            await foreach (var reservation in client.Paginators.DescribeInstances(request).Reservations.WithCancellation(cancellation)) instances.AddRange(reservation.Instances ?? []);
            return instances;
        });
    }

    private static MachineSight Sight(Instance instance)
    {
        var state = StateOf(instance);
        var since = state.IsOn() ? instance.LaunchTime : EndOf(instance.StateTransitionReason);
        var problem = state == MachineState.Stopped && instance.StateReason?.Code == "Server.InsufficientInstanceCapacity"
            ? new ComputeException(ComputeProblem.NoCapacity, OneLine(instance.StateReason.Message))
            : null;
        return new MachineSight(state, since is { } time ? new DateTimeOffset(time.ToUniversalTime()) : null, instance.InstanceId, problem);
    }

    private static MachineState StateOf(Instance instance) => instance.State?.Name?.Value switch
    {
        "pending" => MachineState.Pending,
        "running" => MachineState.Running,
        "stopping" or "shutting-down" => MachineState.Stopping,
        "stopped" => MachineState.Stopped,
        "terminated" => MachineState.Terminated,
        _ => MachineState.Unknown,
    };

    /// <summary>The time that EC2 writes behind the reason of a stop: <c>User initiated (2026-11-28 10:15:42 GMT)</c>.</summary>
    private static DateTime? EndOf(string? reason) =>
        reason is not null && ReasonTime().Match(reason) is { Success: true } match
        && DateTime.TryParseExact(match.Groups[1].Value, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    [GeneratedRegex(@"\((\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}) GMT\)")]
    private static partial Regex ReasonTime();

    private static async Task WouldAsync<T>(Func<Task<T>> call)
    {
        try
        {
            await call();
        }
        catch (AmazonEC2Exception yes) when (yes.ErrorCode == WouldHave)
        {
            // That is how it says yes.
        }
        catch (AmazonEC2Exception no) when (ProblemOf(no) is var problem && problem != ComputeProblem.WrongState)
        {
            throw new ComputeException(problem, OneLine(no.Message), no);
        }
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (AmazonEC2Exception refused)
        {
            throw new ComputeException(ProblemOf(refused), OneLine(refused.Message), refused);
        }
        catch (AmazonServiceException failed)
        {
            throw new ComputeException(ComputeProblem.Away, OneLine(failed.Message), failed);
        }
        catch (AmazonClientException nobody)
        {
            // The library has no error of its own for credentials that none of its sources has.
            throw new ComputeException(nobody.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) ? ComputeProblem.NoCredentials : ComputeProblem.Away, OneLine(nobody.Message), nobody);
        }
        catch (HttpRequestException away)
        {
            throw new ComputeException(ComputeProblem.Away, OneLine(away.Message), away);
        }
    }

    /// <summary>Codes of the EC2 API: docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html.</summary>
    private static ComputeProblem ProblemOf(AmazonEC2Exception refused) => refused.ErrorCode switch
    {
        "UnauthorizedOperation" or "AccessDenied" or "AccessDeniedException" or "OptInRequired" => ComputeProblem.NoRights,
        "AuthFailure" or "InvalidClientTokenId" or "SignatureDoesNotMatch" or "RequestExpired" or "ExpiredToken" => ComputeProblem.NoCredentials,
        "InvalidInstanceID.NotFound" or "InvalidInstanceID.Malformed" => ComputeProblem.Missing,
        "InsufficientInstanceCapacity" or "InsufficientHostCapacity" or "InsufficientCapacity" => ComputeProblem.NoCapacity,
        "InstanceLimitExceeded" or "VcpuLimitExceeded" => ComputeProblem.Limit,
        "RequestLimitExceeded" or "Throttling" => ComputeProblem.Throttled,
        "IncorrectInstanceState" or "UnsupportedOperation" or "IncorrectState" => ComputeProblem.WrongState,
        _ => ComputeProblem.Away,
    };

    private static string OneLine(string? words) => PlainText.Cut(PlainText.OneLine(words), 300);
}
