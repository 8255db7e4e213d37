namespace Iris.Tests;

/// <summary>
/// A fact that only root on Linux can show, because it becomes another user; elsewhere it is skipped with that reason. With IRIS_FORBID_SKIPS=1 it runs,
/// and fails, anyway.
/// </summary>
public sealed class FactAsRootAttribute : FactAttribute
{
    public FactAsRootAttribute()
    {
        var possible = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;
        if (!possible && Environment.GetEnvironmentVariable("IRIS_FORBID_SKIPS") != "1") Skip = "Needs root on Linux.";
    }
}
