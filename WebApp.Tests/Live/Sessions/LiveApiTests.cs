using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Platform.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Live.Sessions;

[Collection(nameof(WithIris))]
public class LiveApiTests(IrisApplication iris)
{
    [Fact]
    public async Task A_session_calibrates_judges_and_ends_in_a_report()
    {
        var person = await iris.APerson().SignedInAsync();
        var session = await person.Client.StartSessionAsync();
        var upright = CameraFrames.Woman();

        for (var frame = 0; frame < 3; frame++) Assert.Equal("calibrating", (await person.Client.LookAsync(session, upright)).State());
        var good = await person.Client.LookAsync(session, upright);
        Assert.True(good.State() == "good", good.ToString());
        Assert.InRange(good.GetProperty("face").GetProperty("angle").GetDouble(), 80, 100);
        Assert.InRange(good.GetProperty("baseline").GetProperty("x").GetDouble(), 0.1, 0.6);
        Assert.InRange(good.GetProperty("ear").GetProperty("left").GetDouble(), 0.05, 0.6);
        Assert.Equal(140, good.GetProperty("points").GetArrayLength());
        Assert.Equal("off", good.GetProperty("identity").GetString());
        Assert.False(good.GetProperty("blink").GetBoolean());
        Assert.True(good.GetProperty("elapsedMs").GetDouble() > 0);

        Assert.Equal("forwardHead", (await person.Client.LookAsync(session, CameraFrames.Woman(closer: 1.3f))).State());
        Assert.Equal("forwardHead", (await person.Client.LookAsync(session, CameraFrames.Woman(lower: 0.2f))).State());
        Assert.Equal("tilted", (await person.Client.LookAsync(session, CameraFrames.Woman(degrees: 25))).State());
        var nobody = await person.Client.LookAsync(session, CameraFrames.Nobody());
        Assert.Equal("noFace", nobody.State());
        Assert.Equal(JsonValueKind.Null, nobody.GetProperty("face").ValueKind);

        using var end = await person.Client.PostAsync($"/api/v1/live/sessions/{session}/end", null);
        var report = await end.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(session, report.GetProperty("id").GetGuid());
        Assert.NotEqual(JsonValueKind.Null, report.GetProperty("endedAt").ValueKind);
        var totals = report.GetProperty("totals");
        Assert.True(totals.GetProperty("good").GetDouble() > 0);
        Assert.True(totals.GetProperty("tilted").GetDouble() > 0);
        Assert.InRange(totals.GetProperty("goodShare").GetDouble(), 0.01, 0.99);
        Assert.InRange(report.GetProperty("minutes").GetArrayLength(), 1, 5);
        using var after = await person.Client.PostFrameAsync(session, upright);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    [Fact]
    public async Task The_crop_that_is_asked_for_gives_the_same_points_of_the_whole_frame()
    {
        var person = await iris.APerson().SignedInAsync();
        var session = await person.Client.StartSessionAsync();
        var frame = CameraFrames.Woman();
        var whole = await person.Client.LookAsync(session, frame);
        var (x, y, width, height) = Crop(whole);

        var part = await person.Client.LookAsync(
            session, CameraFrames.Crop(frame, x, y, width, height), string.Create(CultureInfo.InvariantCulture, $"{x},{y},{width},{height}"));

        var (expected, actual) = (Points(whole), Points(part));
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 0.012);
        Assert.Equal(whole.GetProperty("face").GetProperty("x").GetDouble(), part.GetProperty("face").GetProperty("x").GetDouble(), 0.01);
    }

    [Fact]
    public async Task A_session_is_its_owner_s_alone()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var session = await person.Client.StartSessionAsync();

        using var frame = await other.Client.PostFrameAsync(session, CameraFrames.Nobody());
        using var end = await other.Client.PostAsync($"/api/v1/live/sessions/{session}/end", null);
        using var calibrate = await other.Client.PostAsync($"/api/v1/live/sessions/{session}/calibrate", null);
        using var report = await other.Client.GetAsync($"/api/v1/reports/{session}");
        using var anonymous = await iris.Anonymous().PostFrameAsync(session, CameraFrames.Nobody());

        Assert.All([frame, end, calibrate, report], answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        Assert.Equal("noFace", (await person.Client.LookAsync(session, CameraFrames.Nobody())).State());
    }

    [Fact]
    public async Task A_second_frame_meanwhile_is_dropped_not_queued()
    {
        var person = await iris.APerson().SignedInAsync();
        var session = await person.Client.StartSessionAsync();
        var frame = CameraFrames.Nobody();
        var gate = iris.Services.GetRequiredService<InferenceGate>();
        var leases = new List<IDisposable>();
        for (var i = 0; i < iris.Services.GetRequiredService<IOptions<InferenceOptions>>().Value.Concurrency; i++) leases.Add((await gate.EnterAsync(default)).Value!);

        // One of the two finds the gate shut and waits; the other is answered meanwhile.
        Task<HttpResponseMessage>[] both = [person.Client.PostFrameAsync(session, frame), person.Client.PostFrameAsync(session, frame)];
        var dropped = await Task.WhenAny(both);
        using (var answer = await dropped)
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.Equal("1", answer.Headers.GetValues("Retry-After").Single());
            Assert.Equal("frame-in-flight", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        }

        leases.ForEach(lease => lease.Dispose());
        using var looked = await both.Single(task => task != dropped);
        Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
    }

    [Theory]
    [InlineData("large", HttpStatusCode.RequestEntityTooLarge, "frame-too-large")]
    [InlineData("text", HttpStatusCode.UnsupportedMediaType, "not-a-picture")]
    [InlineData("truncated", HttpStatusCode.UnprocessableEntity, "broken-picture")]
    [InlineData("crop", HttpStatusCode.UnprocessableEntity, "full-frame-first")]
    [InlineData("bad crop", HttpStatusCode.BadRequest, "crop-invalid")]
    [InlineData("far crop", HttpStatusCode.BadRequest, "crop-invalid")]
    public async Task What_is_no_frame_is_refused_and_the_session_goes_on(string kind, HttpStatusCode status, string code)
    {
        var person = await iris.APerson().SignedInAsync();
        var session = await person.Client.StartSessionAsync();
        var frame = CameraFrames.Nobody();

        using var answer = kind switch
        {
            "large" => await person.Client.PostFrameAsync(session, new byte[600_000]),
            "text" => await person.Client.PostFrameAsync(session, "not a picture"u8.ToArray()),
            "truncated" => await person.Client.PostFrameAsync(session, CameraFrames.Woman()[..9_000]),
            "crop" => await person.Client.PostFrameAsync(session, frame, crop: "0.1,0.1,0.5,0.5"),
            "bad crop" => await person.Client.PostFrameAsync(session, frame, crop: "0.1,left,0.5"),
            _ => await person.Client.PostFrameAsync(session, frame, crop: "0.8,0.1,0.5,0.5"),
        };

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Equal("noFace", (await person.Client.LookAsync(session, frame)).State());
    }

    [Fact]
    public async Task One_session_too_many_ends_the_oldest()
    {
        var person = await iris.APerson().SignedInAsync();
        var sessions = new List<Guid>();
        for (var i = 0; i < 4; i++) sessions.Add(await person.Client.StartSessionAsync());

        using var oldest = await person.Client.PostFrameAsync(sessions[0], CameraFrames.Nobody());
        using var newest = await person.Client.PostFrameAsync(sessions[3], CameraFrames.Nobody());

        Assert.Equal(HttpStatusCode.NotFound, oldest.StatusCode);
        Assert.Equal(HttpStatusCode.OK, newest.StatusCode);
    }

    [Fact]
    public async Task A_baseline_is_offered_again_to_the_same_camera()
    {
        var person = await iris.APerson().SignedInAsync();
        var frame = CameraFrames.Woman();
        var first = await person.Client.StartSessionAsync(new { camera = "front", calibrationFrames = 2 });
        for (var i = 0; i < 2; i++) await person.Client.LookAsync(first, frame);
        (await person.Client.PostAsync($"/api/v1/live/sessions/{first}/end", null)).Dispose();

        Assert.Equal("stored", await OriginAsync("front"));
        Assert.Equal("measured", await OriginAsync("back"));

        async Task<string?> OriginAsync(string camera)
        {
            var session = await person.Client.StartSessionAsync(new { camera, calibrationFrames = 2 });
            await person.Client.LookAsync(session, frame);
            return (await person.Client.LookAsync(session, frame)).GetProperty("baseline").GetProperty("origin").GetString();
        }
    }

    [Fact]
    public async Task A_session_starts_without_a_body_and_refuses_a_senseless_one()
    {
        var person = await iris.APerson().SignedInAsync();

        using var bare = await person.Client.PostAsync("/api/v1/live/sessions", null);
        using var senseless = await person.Client.PostAsJsonAsync("/api/v1/live/sessions", new { calibrationFrames = 0 });

        Assert.Equal(HttpStatusCode.Created, bare.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, senseless.StatusCode);
    }

    private static (float X, float Y, float Width, float Height) Crop(JsonElement result)
    {
        var crop = result.GetProperty("crop");
        return (crop.GetProperty("x").GetSingle(), crop.GetProperty("y").GetSingle(), crop.GetProperty("width").GetSingle(), crop.GetProperty("height").GetSingle());
    }

    private static float[] Points(JsonElement result) => [.. result.GetProperty("points").EnumerateArray().Select(value => value.GetSingle())];
}
