using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Iris.Platform;

/// <summary>
/// The program can't start for a reason that its operator can mend. The message is a whole sentence: Program.cs prints it alone, without a stack
/// trace, and exits with 1.
/// </summary>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the message of a failure says enough: ours, a setting that is out of range, an address that another program listens on.</summary>
    public static bool IsForOperator(Exception failure) =>
        failure is StartupException or OptionsValidationException or IOException { InnerException: AddressInUseException };
}

internal static class ProgramRun
{
    /// <summary>Runs the program to its end.</summary>
    /// <param name="app">The program.</param>
    /// <param name="prepare">What has to be done before it serves.</param>
    /// <returns>Its exit code: 1 when it could not start for a reason that its operator can mend.</returns>
    public static async Task<int> RunToEndAsync(this WebApplication app, Func<Task> prepare)
    {
        try
        {
            await prepare();
            await app.RunAsync();
            return 0;
        }
        catch (Exception failure) when (StartupException.IsForOperator(failure))
        {
            await app.DisposeAsync();
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
