using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Platform.Inference;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Live.Transport;

/// <summary>What the hub answers, in both of its languages.</summary>
[Collection(nameof(WithIris))]
public sealed class LiveHubTests(IrisApplication iris)
{
    [Theory]
    [InlineData(HubLanguage.Json)]
    [InlineData(HubLanguage.MessagePack)]
    public async Task A_session_calibrates_judges_and_ends_in_a_report(HubLanguage language)
    {
        var person = await iris.APerson().SignedInAsync();
        await using var hub = await iris.HubAsync(person, language);
        var session = await hub.StartSessionAsync(new { camera = "front", calibrationFrames = 2 });
        var upright = CameraFrames.Woman();

        Assert.Equal("calibrating", (await hub.LookAsync(session, upright)).State());
        var good = await hub.LookAsync(session, upright);
        var crop = good.GetProperty("crop");
        var part = await hub.LookAsync(session, CameraFrames.Crop(upright, Single(crop, "x"), Single(crop, "y"), Single(crop, "width"), Single(crop, "height")), crop: crop);
        var tilted = await hub.LookAsync(session, CameraFrames.Woman(degrees: 25));
        await hub.InvokeAsync("Calibrate", session);
        await hub.InvokeAsync("TakeBreak", session);
        var again = await hub.LookAsync(session, upright);
        var report = await hub.InvokeAsync<JsonElement>("End", session);

        Assert.Equal(["good", "good", "tilted", "calibrating"], new[] { good, part, tilted, again }.Select(answer => answer.State()));
        Assert.Equal(good.GetProperty("face").GetProperty("x").GetDouble(), part.GetProperty("face").GetProperty("x").GetDouble(), 0.01);
        Assert.Equal((session, "front"), (report.GetProperty("id").GetGuid(), report.GetProperty("camera").GetString()));
        Assert.NotEqual(JsonValueKind.Null, report.GetProperty("endedAt").ValueKind);
        Assert.True(report.GetProperty("totals").GetProperty("tilted").GetDouble() > 0);
        Assert.Equal(Text(report), Text(await hub.InvokeAsync<JsonElement>("End", session)));
        Assert.Equal("not-found", (await HubClient.RefusalAsync(() => hub.LookAsync(session, upright))).Code);
    }

    [Theory]
    [InlineData(HubLanguage.Json)]
    [InlineData(HubLanguage.MessagePack)]
    public async Task Its_answers_are_those_of_the_api(HubLanguage language)
    {
        var person = await iris.APerson().SignedInAsync();
        await using var hub = await iris.HubAsync(person, language);
        var frame = CameraFrames.Woman();
        var (called, posted) = (await hub.StartSessionAsync(), await person.Client.StartSessionAsync());

        for (var round = 0; round < 5; round++) Assert.Equal(Shape(await person.Client.LookAsync(posted, frame)), Shape(await hub.LookAsync(called, frame)));

        using var ended = await person.Client.PostAsync($"/api/v1/live/sessions/{posted}/end", null);
        Assert.Equal(Shape(await ended.Content.ReadFromJsonAsync<JsonElement>()), Shape(await hub.InvokeAsync<JsonElement>("End", called)));
    }

    [Theory]
    [InlineData(HubLanguage.Json)]
    [InlineData(HubLanguage.MessagePack)]
    public async Task What_may_be_missing_may_be_left_out(HubLanguage language)
    {
        var person = await iris.APerson().SignedInAsync();
        await using var hub = await iris.HubAsync(person, language);
        var (session, frame) = ((await hub.InvokeAsync<JsonElement>("Start")).GetProperty("id").GetGuid(), CameraFrames.Nobody());

        Assert.Equal("noFace", (await hub.InvokeAsync<JsonElement>("Look", session, frame)).State());
        Assert.Equal("noFace", (await hub.InvokeAsync<JsonElement>("Look", await hub.StartSessionAsync(), frame, 1.5)).State());
        Assert.Equal("not-found", (await HubClient.RefusalAsync(() => hub.InvokeAsync<JsonElement>("End"))).Code);
        // Too little, too much and the wrong thing are no calls, and the connection stays open.
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => hub.InvokeAsync("Look", session));
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => hub.InvokeAsync("Look", session, frame, 3.5, null, "more"));
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => hub.InvokeAsync("Look", session, frame, "noon"));
        Assert.Equal("noFace", (await hub.LookAsync(session, frame)).State());
    }

    [Fact]
    public async Task Without_web_sockets_it_works_by_polling()
    {
        var person = await iris.APerson().SignedInAsync();
        await using var hub = iris.Hub(person.Headers("ko"), transport: HttpTransportType.LongPolling);
        await hub.StartAsync();
        var session = await hub.StartSessionAsync();

        Assert.Equal("noFace", (await hub.LookAsync(session, CameraFrames.Nobody())).State());
        Assert.Contains("세션을 찾을 수 없습니다", (await HubClient.RefusalAsync(() => hub.LookAsync(Guid.NewGuid(), []))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_its_owner_s_alone()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        await using var mine = await iris.HubAsync(person);
        await using var theirs = await iris.HubAsync(other);
        var (session, frame) = (await mine.StartSessionAsync(), CameraFrames.Nobody());

        foreach (var id in new[] { $"{session}", $"{Guid.NewGuid()}", "no id", "", "\0" })
        {
            foreach (var method in new[] { "End", "Calibrate", "TakeBreak" })
            {
                Assert.Equal("not-found", (await HubClient.RefusalAsync(() => theirs.InvokeAsync<JsonElement>(method, id))).Code);
            }

            Assert.Equal("not-found", (await HubClient.RefusalAsync(() => theirs.InvokeAsync<JsonElement>("Look", id, frame, null, null))).Code);
        }

        Assert.Equal("noFace", (await mine.LookAsync(session, frame)).State());
    }

    [Theory]
    [InlineData("en", "There is no such session")]
    [InlineData("ko", "세션을 찾을 수 없습니다")]
    public async Task A_refusal_is_said_in_the_language_of_the_caller(string language, string words)
    {
        var person = await iris.APerson().SignedInAsync();
        await using var hub = await iris.HubAsync(person, spoken: language);

        Assert.StartsWith(words, (await HubClient.RefusalAsync(() => hub.LookAsync(Guid.NewGuid(), []))).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("large", "frame-too-large")]
    [InlineData("empty", "not-a-picture")]
    [InlineData("nothing", "not-a-picture")]
    [InlineData("text", "not-a-picture")]
    [InlineData("truncated", "broken-picture")]
    [InlineData("time", "frame-time")]
    [InlineData("no time", "frame-time")]
    [InlineData("crop", "full-frame-first")]
    [InlineData("far crop", "crop-invalid")]
    [InlineData("no crop", "crop-invalid")]
    public async Task What_is_no_frame_is_refused_and_the_session_goes_on(string kind, string code)
    {
        var person = await iris.APerson().SignedInAsync();
        await using var hub = await iris.HubAsync(person);
        var (session, frame) = (await hub.StartSessionAsync(), CameraFrames.Nobody());

        var (refused, sentence) = await HubClient.RefusalAsync(() => kind switch
        {
            "large" => hub.LookAsync(session, new byte[600_000]),
            "empty" => hub.LookAsync(session, []),
            "nothing" => hub.LookAsync(session, null!),
            "text" => hub.LookAsync(session, "not a picture"u8.ToArray()),
            "truncated" => hub.LookAsync(session, CameraFrames.Woman()[..9_000]),
            "time" => hub.LookAsync(session, frame, time: 1e16),
            "no time" => hub.LookAsync(session, frame, time: double.NaN),
            "crop" => hub.LookAsync(session, frame, crop: new { x = 0.1, y = 0.1, width = 0.5, height = 0.5 }),
            "far crop" => hub.LookAsync(session, frame, crop: new { x = 0.8, y = 0.1, width = 0.5, height = 0.5 }),
            _ => hub.LookAsync(session, frame, crop: new { }),
        });

        Assert.Equal(code, refused);
        Assert.True(sentence.Length > 20);
        Assert.Equal("noFace", (await hub.LookAsync(session, frame)).State());
    }

    [Fact]
    public async Task A_senseless_start_is_refused()
    {
        var person = await iris.APerson().SignedInAsync();
        await using var hub = await iris.HubAsync(person);

        Assert.Equal("calibration-frames", (await HubClient.RefusalAsync(() => hub.StartSessionAsync(new { calibrationFrames = 0 }))).Code);
        Assert.Equal("camera-name", (await HubClient.RefusalAsync(() => hub.StartSessionAsync(new { camera = new string('x', 201) }))).Code);
        Assert.NotEqual(Guid.Empty, (await hub.InvokeAsync<JsonElement>("Start", (object?)null)).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task A_second_frame_meanwhile_is_refused_not_queued()
    {
        var person = await iris.APerson().SignedInAsync();
        await using var hub = await iris.HubAsync(person);
        var (session, frame) = (await hub.StartSessionAsync(), CameraFrames.Nobody());
        var gate = iris.Services.GetRequiredService<InferenceGate>();
        var leases = new List<IDisposable>();
        for (var i = 0; i < iris.Services.GetRequiredService<IOptions<InferenceOptions>>().Value.Concurrency; i++) leases.Add((await gate.EnterAsync(default)).Value!);

        var first = hub.LookAsync(session, frame);
        Assert.Equal("frame-in-flight", (await HubClient.RefusalAsync(() => hub.LookAsync(session, frame))).Code);
        leases.ForEach(lease => lease.Dispose());

        Assert.Equal("noFace", (await first).State());
    }

    [Fact]
    public async Task A_message_beyond_every_frame_closes_the_connection_and_the_session_goes_on_over_another()
    {
        var person = await iris.APerson().SignedInAsync();
        await using var first = await iris.HubAsync(person);
        var session = await first.StartSessionAsync();
        var closed = first.ClosedAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => first.LookAsync(session, new byte[1_000_000]));

        await closed;
        await using var second = await iris.HubAsync(person);
        Assert.Equal("noFace", (await second.LookAsync(session, CameraFrames.Nobody())).State());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task However_many_start_at_once_a_person_has_so_many_sessions(bool overTheHub)
    {
        const int Starts = 50, Allowed = 3;
        var person = await iris.APerson().SignedInAsync();
        var hubs = await Task.WhenAll(Enumerable.Range(0, overTheHub ? Starts : 0).Select(_ => iris.HubAsync(person)));

        var sessions = await Task.WhenAll(Enumerable.Range(0, Starts).Select(number => overTheHub ? hubs[number].StartSessionAsync() : person.Client.StartSessionAsync()));

        var frame = CameraFrames.Nobody();
        var alive = 0;
        foreach (var session in sessions)
        {
            using var answer = await person.Client.PostFrameAsync(session, frame);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound);
            if (answer.StatusCode is HttpStatusCode.OK) alive++;
        }

        Assert.Equal(Allowed, alive);
        var reports = await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/reports");
        Assert.Equal(Starts, reports.GetProperty("sessions").GetArrayLength());
        Assert.Equal(Allowed, reports.GetProperty("sessions").EnumerateArray().Count(session => session.GetProperty("endedAt").ValueKind is JsonValueKind.Null));
        foreach (var hub in hubs) await hub.DisposeAsync();
    }

    private static float Single(JsonElement json, string name) => json.GetProperty(name).GetSingle();

    private static string Text(JsonElement json) => JsonSerializer.Serialize(json);

    /// <summary>Names and kinds of everything in an answer, but not its numbers; figures that may be missing are told apart from others.</summary>
    private static string Shape(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(", ", json.EnumerateObject().Select(property => $"{property.Name}: {Shape(property.Value)}")) + "}",
        JsonValueKind.Array => $"[{string.Join(", ", json.EnumerateArray().Select(Shape).Distinct())}]",
        JsonValueKind.String when Guid.TryParse(json.GetString(), out _) => "id",
        JsonValueKind.String when DateTimeOffset.TryParse(json.GetString(), System.Globalization.CultureInfo.InvariantCulture, out _) => "time",
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number => "number",
        var kind => $"{kind}",
    };
}
