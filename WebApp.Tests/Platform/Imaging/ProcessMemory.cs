using System.Globalization;

namespace Iris.Tests.Platform.Imaging;

/// <summary>Tests that watch the memory of the whole process run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessMemory
{
    public const string Name = "Process memory";

    /// <summary>Runs an action and returns by how many megabytes the process grew at most meanwhile; 0 where the system does not tell.</summary>
    internal static double Peak(Action action)
    {
        if (!OperatingSystem.IsLinux())
        {
            action();
            return 0;
        }

        GC.Collect();
        // Writing 5 starts the high-water mark anew (proc(5)).
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Megabytes("VmRSS:");
        action();
        return Megabytes("VmHWM:") - before;
    }

    /// <summary>Resident memory now, in megabytes; 0 where the system does not tell.</summary>
    internal static double Now() => OperatingSystem.IsLinux() ? Megabytes("VmRSS:") : 0;

    private static double Megabytes(string field)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1000;
    }
}
