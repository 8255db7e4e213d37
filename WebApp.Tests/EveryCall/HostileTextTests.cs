using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Iris.Instruments.Readings;
using Iris.Live.Transport;
using Iris.Tests.Gallery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Iris.Tests.EveryCall;

/// <summary>
/// What no program should be sent, in every parameter of every endpoint of the API, one at a time: characters that are none, the calendar's ends, numbers
/// beyond their range, lists of words, another type. Each is a refusal or nothing found, and never our fault.
/// </summary>
[Collection(nameof(WithIris))]
public class HostileTextTests(IrisApplication iris) : IAsyncLifetime
{
    internal static readonly string[] Texts =
    [
        "\0", "a\0b", "\u200B\u200B", "\u3164", "\uFEFF", "%00", "..", "../../../etc/passwd", "/etc/localtime", "male,female", "-1", "1e400", "NaN", new string('x', 5000),
        string.Concat(Enumerable.Repeat("😀", 150)) + "x", string.Concat(Enumerable.Repeat("한", 400)),
        "0001-01-01", "0001-01-03", "0001-01-08", "9999-12-31", "9999-12-30", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "0001-01-02T00:00:00-12:00",
        "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59-12:00", "9999-12-31T00:00:00+14:00", "10000-01-01", "0000-00-00", "2026-02-29", "2026-03-29T02:30:00",
    ];

    /// <summary>As they stand in JSON: what is no character, and what is no text.</summary>
    private static readonly string[] Values =
    [
        .. Texts.Select(text => JsonSerializer.Serialize(text)),
        "\"\\ud800\"", "\"x\\udc00\"", "null", "true", "[]", "{}", "[\"male\",\"female\"]", "-1", "0", "2147483648", "9223372036854775808", "1e400", "0.5",
    ];

    private readonly ApiCalls calls = new(iris);

    [Fact]
    public void Every_endpoint_of_the_API_has_its_call()
    {
        Assert.Empty(calls.Missing);
        Assert.Empty(calls.Stale);
    }

    [Fact]
    public async Task A_call_as_it_is_meant_is_not_refused()
    {
        foreach (var endpoint in calls.Endpoints)
        {
            var person = await iris.APerson().AsAdmin().SignedInAsync();
            using var answer = await person.Client.SendAsync((await calls.PrepareAsync(endpoint, person)).Message());
            // What needs a face, a preview or another instrument's reading is answered so; nothing is malformed.
            Assert.True((int)answer.StatusCode is < 300 or 404 or 422, $"{endpoint}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public async Task No_value_of_a_body_is_our_fault()
    {
        var failures = new List<string>();
        foreach (var endpoint in calls.Endpoints)
        {
            var person = await iris.APerson().AsAdmin().SignedInAsync();
            if (await calls.PrepareAsync(endpoint, person) is not { Json: { } body } request) continue;
            var fresh = true;
            foreach (var name in body.Select(field => field.Key).ToList())
            {
                foreach (var value in Values)
                {
                    // What was written before must not be the reason why this is refused.
                    if (!fresh) request = await calls.PrepareAsync(endpoint, person);
                    var text = $"{{{string.Join(",", request.Json!.Select(field => $"{JsonSerializer.Serialize(field.Key)}:{(field.Key == name ? value : field.Value?.ToJsonString() ?? "null")}"))}}}";
                    using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Path) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
                    fresh = await CheckAsync(person.Client, message, $"{endpoint} {name} = {value}", failures) is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity;
                }
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public async Task No_value_of_a_query_is_our_fault()
    {
        var parameters = await QueryParametersAsync();
        var failures = new List<string>();
        foreach (var endpoint in calls.Endpoints)
        {
            var person = await iris.APerson().AsAdmin().SignedInAsync();
            var request = await calls.PrepareAsync(endpoint, person);
            var query = QueryHelpers.ParseQuery(request.Path.Contains('?') ? request.Path[request.Path.IndexOf('?', StringComparison.Ordinal)..] : "");
            Assert.Equal(parameters[endpoint].Order(), query.Keys.Order());
            foreach (var name in query.Keys)
            {
                string[] zones = name is "from" or "to" ? ["America/New_York", "Asia/Seoul", "Pacific/Kiritimati", "Etc/GMT+12"] : [""];
                foreach (var zone in zones)
                {
                    foreach (var text in Texts.Select(Uri.EscapeDataString).Append("%ED%A0%80").Append("%FF"))
                    {
                        var changed = query.Select(field => $"{field.Key}={(field.Key == name ? text : field.Key == "timeZone" && zone.Length > 0 ? Uri.EscapeDataString(zone) : Uri.EscapeDataString(field.Value.ToString()))}");
                        using var message = (request with { Path = $"{request.Path.Split('?')[0]}?{string.Join('&', changed)}" }).Message();
                        await CheckAsync(person.Client, message, $"{endpoint} {name} = {text} ({zone})", failures);
                        // Alone, so that what stands beside it is not what refuses it.
                        using var alone = (request with { Path = $"{request.Path.Split('?')[0]}?{name}={text}{(zone.Length > 0 ? $"&timeZone={Uri.EscapeDataString(zone)}" : "")}" }).Message();
                        await CheckAsync(person.Client, alone, $"{endpoint} {name} = {text} alone ({zone})", failures);
                    }
                }
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public async Task No_field_no_file_name_and_no_header_is_our_fault()
    {
        var person = await iris.APerson().SignedInAsync();
        var failures = new List<string>();
        foreach (var text in Texts)
        {
            foreach (var field in new[] { "stain", "dilutionFactor", "chamberVolumeNl", "borderRule", "cellDiameter", "chamber", "page" })
            {
                await PostAsync("/api/v1/cells", field, text, "cells.jpg");
            }

            await PostAsync($"/api/v1/{ProbeInstrument.Name}", "nothing", text, text);
            foreach (var header in new[] { LiveEndpoints.TimeHeader, LiveEndpoints.CropHeader })
            {
                var request = await calls.PrepareAsync("POST /api/v1/live/sessions/{id:guid}/frames", person);
                using var message = request.Message();
                message.Headers.TryAddWithoutValidation(header, text);
                await CheckAsync(person.Client, message, $"{header}: {text}", failures);
            }
        }

        Assert.Empty(failures);

        async Task PostAsync(string path, string field, string text, string fileName)
        {
            // Byte by byte, because a client's library would encode a file name as it should be.
            var escaped = fileName.Replace("\"", "", StringComparison.Ordinal);
            byte[] body =
            [
                .. Encoding.UTF8.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{text}\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{escaped}\"\r\n\r\n"),
                .. ApiCalls.Picture, .. "\r\n--b--\r\n"u8,
            ];
            using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
            message.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
            await CheckAsync(person.Client, message, $"{path} {field} = {text} ({fileName})", failures);
        }
    }

    [Theory]
    [InlineData(198, "x", "😀y", 200)]
    [InlineData(199, "x", "😀", 199)]
    [InlineData(100, "😀", ".jpg", 200)]
    [InlineData(66, "한\u200B", ".jpg", 136)]
    public async Task A_long_file_name_is_cut_between_characters_and_the_picture_is_kept(int times, string part, string end, int length)
    {
        var person = await iris.APerson().SignedInAsync();
        var name = string.Concat(Enumerable.Repeat(part, times)) + end;
        using var form = new MultipartFormDataContent { { new ByteArrayContent(ApiCalls.Picture), "file", name } };

        using var answer = await person.Client.PostAsync($"/api/v1/{ProbeInstrument.Name}", form);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        Assert.Equal(name[..length], await iris.QueryAsync(db => db.Set<Reading>().Where(reading => reading.Id == id).Select(reading => reading.FileName).SingleAsync()));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => calls.TidyAsync();

    /// <summary>The parameters of the queries as the API describes itself, by endpoint.</summary>
    private async Task<Dictionary<string, IEnumerable<string>>> QueryParametersAsync()
    {
        var document = (await iris.Anonymous().GetFromJsonAsync<JsonObject>("/openapi/v1.json"))!;
        var described =
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select (
                Endpoint: $"{operation.Key.ToUpperInvariant()} {path.Key}",
                Parameters: operation.Value!["parameters"]?.AsArray().Where(parameter => parameter!["in"]!.GetValue<string>() == "query").Select(parameter => parameter!["name"]!.GetValue<string>()) ?? []);
        var byPath = described.ToDictionary(call => call.Endpoint, call => call.Parameters);
        return calls.Endpoints.ToDictionary(endpoint => endpoint, endpoint => byPath[endpoint.Replace(":guid", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal)]);
    }

    private static async Task<HttpStatusCode> CheckAsync(HttpClient client, HttpRequestMessage message, string what, List<string> failures)
    {
        using var answer = await client.SendAsync(message);
        if ((int)answer.StatusCode >= 500) failures.Add($"{what}: {(int)answer.StatusCode}");
        return answer.StatusCode;
    }
}
