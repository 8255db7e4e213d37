namespace Iris.Platform.Compute;

/// <summary>What a machine does.</summary>
public enum MachineState
{
    /// <summary>It could not be seen.</summary>
    Unknown,

    /// <summary>It costs nothing but its disk, and can be started.</summary>
    Stopped,

    /// <summary>It starts.</summary>
    Pending,

    Running,

    Stopping,

    /// <summary>It is gone for good.</summary>
    Terminated,
}

internal static class MachineStates
{
    /// <summary>Whether it will be another state soon, without anybody's doing.</summary>
    public static bool IsPassing(this MachineState state) => state is MachineState.Pending or MachineState.Stopping;

    /// <summary>Whether its hours are paid for.</summary>
    public static bool IsOn(this MachineState state) => state is MachineState.Pending or MachineState.Running;
}

/// <summary>What its host says of a machine.</summary>
/// <param name="State">Now.</param>
/// <param name="Since">When it was started, or came to this state; null: the host does not know.</param>
/// <param name="Subject">What the host calls it: the id of an instance.</param>
/// <param name="Problem">What is wrong with it.</param>
internal sealed record MachineSight(MachineState State, DateTimeOffset? Since, string? Subject, ComputeException? Problem = null);

/// <summary>Why a host did not do what it was asked for.</summary>
public enum ComputeProblem
{
    /// <summary>It can't be reached, or failed.</summary>
    Away,

    /// <summary>No credentials were found, or they are wrong.</summary>
    NoCredentials,

    /// <summary>The credentials don't allow it.</summary>
    NoRights,

    /// <summary>There is no such machine.</summary>
    Missing,

    /// <summary>The tag fits several machines.</summary>
    Several,

    /// <summary>The host has no room for another machine of its kind at the moment.</summary>
    NoCapacity,

    /// <summary>The account may not have more machines of its kind.</summary>
    Limit,

    /// <summary>It was asked too often.</summary>
    Throttled,

    /// <summary>The machine's state does not allow it.</summary>
    WrongState,

    /// <summary>It ended by itself.</summary>
    Ended,
}

/// <summary>A host did not do what it was asked for.</summary>
/// <param name="problem">Why; the sentence is that of <see cref="ToRefusal"/> in <see cref="ComputeText"/>.</param>
/// <param name="detail">The host's own words: one line.</param>
/// <param name="inner">The cause.</param>
public sealed class ComputeException(ComputeProblem problem, string detail, Exception? inner = null) : Exception($"{problem}: {detail}", inner)
{
    public ComputeProblem Problem => problem;

    public string Detail => detail;

    /// <summary>As the API answers it and a page says it.</summary>
    public Refusal ToRefusal() => problem switch
    {
        ComputeProblem.NoCredentials => Of("machine-no-credentials", StatusCodes.Status503ServiceUnavailable),
        ComputeProblem.NoRights => Of("machine-no-rights", StatusCodes.Status503ServiceUnavailable),
        ComputeProblem.Missing => Of("machine-missing", StatusCodes.Status404NotFound),
        ComputeProblem.Several => Of("machine-several", StatusCodes.Status409Conflict),
        ComputeProblem.NoCapacity => Of("machine-no-capacity", StatusCodes.Status503ServiceUnavailable),
        ComputeProblem.Limit => Of("machine-limit", StatusCodes.Status409Conflict),
        ComputeProblem.Throttled => Of("machine-throttled", StatusCodes.Status503ServiceUnavailable),
        ComputeProblem.WrongState => Of("machine-wrong-state", StatusCodes.Status409Conflict),
        ComputeProblem.Ended => Of("machine-ended", StatusCodes.Status409Conflict),
        _ => Of("machine-away", StatusCodes.Status503ServiceUnavailable),
    };

    private Refusal Of(string code, int status) => Refusal.Of<ComputeText>(code, status, detail);
}
