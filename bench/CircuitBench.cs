using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Iris.Bench;

/// <summary>What the frame of the site costs: memory of a circuit that waits, the time of a page change in one, the bytes of the landing page.</summary>
internal static partial class CircuitBench
{
    private const int Warm = 20, AtOnce = 4;

    private static readonly string[] Pages = ["/", "/gallery", "/cells", "/diary", "/diary/paint", "/posture", "/posture/reports"];

    public static async Task<int> RunAsync(int circuits)
    {
        await using var server = await Server.StartAsync(watched: true);
        await LandingAsync(server);
        using var signedIn = await server.SignInToSiteAsync();

        await using (var warm = new CircuitCallers())
        {
            for (var count = 0; count < Warm; count++) await warm.OpenAsync(signedIn, "/");
            await PageChangesAsync(server, warm.All[0]);
            await IdleAsync(server, signedIn, circuits);
        }

        return 0;
    }

    private static async Task IdleAsync(Server server, HttpClient signedIn, int circuits)
    {
        await using var callers = new CircuitCallers();
        var (before, resident) = (await server.ManagedBytesAsync(), server.MemoryMegabytes);
        await Parallel.ForEachAsync(Enumerable.Range(0, circuits), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) => await callers.OpenAsync(signedIn, "/"));
        foreach (var caller in callers.All) await caller.QuietAsync();
        var managed = (await server.ManagedBytesAsync() - before) / 1e3 / circuits;
        Console.WriteLine($"\n{circuits} idle circuits on the start page: {managed:0} kB of managed memory each   goal ≤ 400");
        Console.WriteLine($"  resident memory of the server: {resident:0} MB before, {server.MemoryMegabytes:0} MB with them");
    }

    private static async Task PageChangesAsync(Server server, CircuitCaller caller)
    {
        const int Rounds = 15;
        Console.WriteLine("\npage changes in a circuit: processor time of the server for all of it; from the click to the first rendering (median, slowest)");
        var all = Pages.ToDictionary(page => page, _ => new List<(double Work, double Wait)>());
        for (var round = -2; round < Rounds; round++)
        {
            foreach (var page in Pages.Skip(1).Append(Pages[0]))
            {
                var before = server.ProcessorTime;
                var wait = await caller.GoAsync(page);
                if (round >= 0) all[page].Add(((server.ProcessorTime - before).TotalMilliseconds, wait));
            }
        }

        foreach (var (page, times) in all)
        {
            Console.WriteLine($"  {page,-18} {times.Average(time => time.Work),6:0} ms     {times.Select(time => time.Wait).Order().ElementAt(Rounds / 2),6:0} ms {times.Max(time => time.Wait),6:0} ms   goal ≤ 100");
        }
    }

    /// <summary>The page and everything that it asks for, as a browser gets it: compressed.</summary>
    private static async Task LandingAsync(Server server)
    {
        using var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None };
        using var visitor = new HttpClient(handler) { BaseAddress = server.Client.BaseAddress };
        visitor.DefaultRequestHeaders.Add("Accept-Encoding", "br, gzip"); // built it has gzip, published br
        var html = await server.AnonymousPageAsync("/");
        var addresses = Asset().Matches(html).Select(match => match.Groups[1].Value).Distinct().Prepend("/").ToList();
        var sizes = new List<(string Address, int Bytes)>();
        foreach (var address in addresses) sizes.Add((address, (await visitor.GetByteArrayAsync(address)).Length));
        Console.WriteLine($"landing page for a visitor: {sizes.Sum(part => part.Bytes) / 1e3:0.0} kB compressed in {sizes.Count} requests   goal ≤ 180");
        foreach (var (address, bytes) in sizes.OrderByDescending(part => part.Bytes)) Console.WriteLine($"  {bytes / 1e3,7:0.0} kB  {address}");
        Console.WriteLine($"  circuit: {(html.Contains("\"type\":\"server\"", StringComparison.Ordinal) ? "yes" : "none")}   goal: none");
        var started = Stopwatch.GetTimestamp();
        for (var count = 0; count < 50; count++) await visitor.GetByteArrayAsync("/");
        Console.WriteLine($"  the page itself takes {Stopwatch.GetElapsedTime(started).TotalMilliseconds / 50:0.0} ms");
    }

    /// <summary>Sheets, scripts and icons of a page.</summary>
    [GeneratedRegex("""(?:<link rel="(?:stylesheet|icon)"[^>]* href|<script[^>]* src)="([^"]+)""")]
    private static partial Regex Asset();
}
