using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Iris.Tests.Live;

/// <summary>A mobile client of the posture coach.</summary>
internal static class LiveClient
{
    public static async Task<Guid> StartSessionAsync(this HttpClient client, object? request = null)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/live/sessions", request ?? new { });
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    public static async Task<HttpResponseMessage> PostFrameAsync(this HttpClient client, Guid session, byte[] frame, double? timeMs = null, string? crop = null)
    {
        using var body = new ByteArrayContent(frame);
        body.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/live/sessions/{session}/frames") { Content = body };
        if (timeMs is { } time) request.Headers.Add("X-Frame-Time", time.ToString(CultureInfo.InvariantCulture));
        if (crop is not null) request.Headers.Add("X-Frame-Crop", crop);
        return await client.SendAsync(request);
    }

    public static async Task<JsonElement> LookAsync(this HttpClient client, Guid session, byte[] frame, string? crop = null)
    {
        using var answer = await client.PostFrameAsync(session, frame, crop: crop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static string State(this JsonElement result) => result.GetProperty("state").GetString()!;
}
