using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Iris.Bench;

/// <summary>
/// Training of five types with twenty pictures each, over the real server: how long it takes, how well it does, and what others feel of it meanwhile. The types are
/// groups of age and gender, which nobody would configure, but whose truth is known; once more with the types dealt out at random, which must not be accepted.
/// </summary>
internal static class FaceTypeTraining
{
    private const int Each = 20;

    private const string Email = "admin@example.org", Password = "a long bench password", Types = "/api/v1/admin/face-types";

    private static readonly (string Gender, string[] Ages)[] Groups =
        [("female", ["10-19", "20-29"]), ("male", ["10-19", "20-29"]), ("female", ["40-49", "50-59"]), ("male", ["60-69", "70+"]), ("female", ["60-69", "70+"])];

    /// <param name="folder">JPEGs of one face each, and beside them <c>labels.csv</c> with file, gender and age group.</param>
    public static async Task<int> RunAsync(string folder)
    {
        await using var server = await Server.StartAsync(new Dictionary<string, string> { ["Admin__Email"] = Email, ["Admin__Password"] = Password });
        using var admin = new HttpClient { BaseAddress = server.Client.BaseAddress };
        var login = await admin.PostAsJsonAsync("/api/v1/accounts/login", new { email = Email, password = Password });
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await login.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString());

        var types = (await admin.GetFromJsonAsync<JsonElement>(Types)).EnumerateArray().Select(type => type.GetProperty("id").GetGuid()).ToArray();
        var labels = File.ReadLines(Path.Combine(folder, "labels.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        List<Guid> references = [];
        foreach (var (type, (gender, ages)) in types.Zip(Groups))
        {
            var kept = 0;
            foreach (var label in labels.Where(label => label[1] == gender && ages.Contains(label[2])).TakeWhile(_ => kept < Each))
            {
                if (await AddAsync(admin, type, Path.Combine(folder, label[0])) is not { } reference) continue;
                references.Add(reference);
                kept++;
            }

            if (kept < Each) Console.WriteLine($"only {kept} pictures of {gender} {string.Join(", ", ages)} show a face well");
        }

        var still = await LatencyAsync(server, () => Task.FromResult(false), 100);
        await TrainAsync("types by age and gender", admin, server, still);
        var random = new Random(1);
        foreach (var reference in references) (await admin.PutAsJsonAsync($"{Types}/references/{reference}", new { typeId = types[random.Next(types.Length)] })).EnsureSuccessStatusCode();
        await TrainAsync("the same pictures, types at random", admin, server, still);

        var cancelled = Stopwatch.StartNew();
        (await admin.PostAsync($"{Types}/train", null)).EnsureSuccessStatusCode();
        await Task.Delay(1000);
        cancelled.Restart();
        (await admin.DeleteAsync($"{Types}/train")).EnsureSuccessStatusCode();
        Console.WriteLine($"\ncancelled within {cancelled.ElapsedMilliseconds} ms");
        return 0;
    }

    private static async Task TrainAsync(string what, HttpClient admin, Server server, (double Median, double Slow) still)
    {
        var watch = Stopwatch.StartNew();
        (await admin.PostAsync($"{Types}/train", null)).EnsureSuccessStatusCode();
        JsonElement version = default;
        var busy = await LatencyAsync(
            server,
            async () =>
            {
                version = (await admin.GetFromJsonAsync<JsonElement>($"{Types}/versions")).GetProperty("items")[0];
                return version.GetProperty("status").GetString() == "running";
            },
            fewest: 1);
        var report = version.GetProperty("report");
        Console.WriteLine($"\n{what}: {report.GetProperty("faces").GetInt32()} pictures in {watch.Elapsed.TotalSeconds:0.0} s   (goal ≤ 60 s)");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {report.GetProperty("way").GetString()}: right in {report.GetProperty("accuracy").GetDouble():P1}, guessing {report.GetProperty("chance").GetDouble():P1}, luck {report.GetProperty("luck").GetDouble():0.0e+0}, {(report.GetProperty("beatsChance").GetBoolean() ? "decides" : "refused")}"));
        foreach (var row in report.GetProperty("confusion").EnumerateArray()) Console.WriteLine($"    {string.Join(' ', row.EnumerateArray().Select(cell => $"{cell.GetInt32(),3}"))}");
        Console.WriteLine($"  a page meanwhile {busy.Median:0} ms, one of twenty above {busy.Slow:0} ms; before it began {still.Median:0} and {still.Slow:0} ms");
    }

    /// <summary>The start page again and again, as long as something is under way.</summary>
    private static async Task<(double Median, double Slow)> LatencyAsync(Server server, Func<Task<bool>> isRunning, int fewest)
    {
        List<double> times = [];
        using var visitor = new HttpClient { BaseAddress = server.Client.BaseAddress };
        do
        {
            var started = Stopwatch.GetTimestamp();
            await visitor.GetStringAsync("/");
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (times.Count % 10 == 0 && !await isRunning() && times.Count >= fewest) break;
        }
        while (true);
        times.Sort();
        return (times[times.Count / 2], times[times.Count * 19 / 20]);
    }

    private static async Task<Guid?> AddAsync(HttpClient admin, Guid type, string file)
    {
        using var form = new MultipartFormDataContent();
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file));
        form.Add(new StringContent("true"), "rights");
        form.Add(content, "file", "picture.jpg");
        using var answer = await admin.PostAsync($"{Types}/{type}/references", form);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid() : null;
    }
}
