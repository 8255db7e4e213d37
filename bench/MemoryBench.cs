using System.Globalization;

namespace Iris.Bench;

/// <summary>The memory of the server after very many uploads of all sizes, to the cell counter and, every fourth, to the gender instrument: what stays is held by something.</summary>
internal static class MemoryBench
{
    public static async Task<int> RunAsync(string? count)
    {
        var uploads = count is null ? 2000 : int.Parse(count, CultureInfo.InvariantCulture);
        var random = new Random(1);
        await using var server = await Server.StartAsync();
        Console.WriteLine($"{0,6} uploads {server.MemoryMegabytes,6:0} MB");
        for (var done = 0; done < uploads;)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(i => PostAsync(server, random.Next(), i == 3 ? "gender" : "cells")));
            done += 4;
            if (done % (uploads / 10) < 4) Console.WriteLine($"{done,6} uploads {server.MemoryMegabytes,6:0} MB");
        }

        Console.WriteLine("goal ≤ 700 MB");
        return 0;
    }

    /// <summary>From 200 to 4,000 pixels wide; an instrument that refuses has worked too.</summary>
    private static async Task PostAsync(Server server, int seed, string instrument)
    {
        var random = new Random(seed);
        var width = (int)(200 * Math.Pow(20, random.NextDouble()));
        var file = CellBench.Mosaic(width, (int)(width * (0.5 + random.NextDouble())));
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "picture.jpg" } };
        using var answer = await server.Client.PostAsync($"/api/v1/{instrument}", form);
        if ((int)answer.StatusCode is not (201 or 422)) answer.EnsureSuccessStatusCode();
    }
}
