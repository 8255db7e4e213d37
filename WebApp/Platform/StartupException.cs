using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Iris.Platform;

/// <summary>
/// The program can't start for a reason that its operator can mend. The message is a whole sentence: it is printed alone, without a stack trace, and the
/// program exits with 1.
/// </summary>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>How the program starts and ends, in all its roles.</summary>
internal static class ProgramRun
{
    /// <summary>The parts of the framework that read settings and listen: what they throw is about what an operator wrote.</summary>
    private static readonly string[] Readers =
    [
        "Microsoft.Extensions.Configuration.Binder", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Server.Kestrel.Core", "System.Net.Primitives",
    ];

    /// <summary>Ends when the program answers requests, and its database is open: what runs in the background begins then, and takes nothing from the start.</summary>
    public static async Task UntilStartedAsync(this IHostApplicationLifetime lifetime, CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }

    /// <summary>Runs the program to its end.</summary>
    /// <param name="run">All of it, from the reading of its settings on.</param>
    /// <returns>Its exit code: 1 when it could not start for a reason that its operator can mend.</returns>
    public static async Task<int> ToEndAsync(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception failure) when (SentenceOf(failure) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    /// <summary>Serves until it is told to stop, and leaves nothing running when it can't.</summary>
    /// <param name="app">The program.</param>
    /// <param name="map">What answers requests.</param>
    /// <param name="prepare">What else there must be before the first request; goes on beside <paramref name="map"/>, since most of both is the runtime's work.</param>
    public static async Task ServeAsync(this WebApplication app, Action map, Func<Task>? prepare = null)
    {
        await using (app)
        {
            await Task.WhenAll(Task.Run(prepare ?? (() => Task.CompletedTask)), Task.Run(() => app.Map(map)));
            await app.RunAsync();
        }
    }

    /// <summary>Makes the endpoints now, which the first request would have to wait for.</summary>
    private static void Map(this WebApplication app, Action map)
    {
        map();
        app.UseEndpoints(_ => { });
        _ = app.Services.GetRequiredService<EndpointDataSource>().Endpoints;
    }

    /// <summary>What ends the start is thrown to <see cref="ToEndAsync"/>; the host would log it before, with a trace that hides the sentence.</summary>
    public static void AddQuietStart(this WebApplicationBuilder builder) => builder.Services.AddOptions<LoggerFilterOptions>().Configure<IServiceProvider>((filters, services) =>
        filters.Rules.Add(new LoggerFilterRule(
            providerName: null, "Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Error,
            (_, _, _) => services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested)));

    /// <summary>What to print; null for a bug, whose trace is needed.</summary>
    private static string? SentenceOf(Exception failure) => failure switch
    {
        StartupException or OptionsValidationException or IOException { InnerException: AddressInUseException } => failure.Message,
        SocketException => $"Iris can't listen where it is told to: {failure.Message}. Check ASPNETCORE_URLS.",
        InvalidDataException { InnerException: FormatException { InnerException: JsonException place } } => $"Iris can't start: {failure.Message} {place.Message}",
        _ when Readers.Contains(failure.Source) => $"Iris can't start: {failure.Message}",
        _ => null,
    };
}
