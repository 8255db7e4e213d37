using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Iris.Platform.Inference;
using Iris.Platform.Inference.Protocol;
using Iris.Tests.Platform.Diffusion;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Worker;

/// <summary>The worker as any caller of the Open Inference Protocol sees it.</summary>
[Collection(nameof(WithWorker))]
public sealed class WorkerTests(IrisWorker worker) : IDisposable
{
    private const string Decoder = "/v2/models/tiny-vae_decoder/infer";

    private readonly HttpClient caller = worker.Caller();

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/v2/health/live")]
    [InlineData("/v2/health/ready")]
    public async Task Health_is_told_to_everybody(string path)
    {
        using var anybody = worker.Caller(token: null);
        using var answer = await anybody.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task It_says_what_it_is()
    {
        var server = await GetAsync("/v2");

        Assert.Equal("iris", (string)server["name"]!);
        Assert.Contains("binary_tensor_data", server["extensions"]!.AsArray().Select(extension => (string)extension!));
    }

    [Fact]
    public async Task A_model_is_described_with_the_sizes_of_its_painter()
    {
        var model = await GetAsync("/v2/models/half-unet");

        Assert.Equal(
            ["sample FP16 [-1,4,8,8]", "timestep INT64 [-1]", "encoder_hidden_states FP16 [-1,77,32]"],
            model["inputs"]!.AsArray().Select(input => $"{input!["name"]} {input["datatype"]} {input["shape"]!.ToJsonString()}"));
        Assert.Equal("""["sample_0",null,null,null]""", model["inputs"]![0]!["dimension_names"]!.ToJsonString());
        Assert.Equal("out_sample", (string)model["outputs"]![0]!["name"]!);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/v2/models/half-unet/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/v2/models/crayon-unet/ready"));
    }

    [Theory]
    [InlineData("/v2/models/nobody-unet")]
    [InlineData("/v2/models/nobody-unet/ready")]
    [InlineData("/v2/models/..%2Ftiny-unet")]
    [InlineData("/v2/models/tiny")]
    [InlineData("/v2/nonsense")]
    [InlineData("/")]
    [InlineData("/api/v1/accounts/me")]
    [InlineData("/diary/paint")]
    public async Task What_it_does_not_have_is_not_found(string path)
    {
        using var answer = await caller.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotEqual("", await ErrorAsync(answer));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("another-token-of-nobody")]
    [InlineData("a-token-of-the-worker-and-more")]
    public async Task Without_the_token_nothing_is_told_or_run(string? token)
    {
        using var stranger = new HttpClient { BaseAddress = worker.Url };
        if (token is not null) stranger.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        foreach (var path in new[] { "/v2", "/v2/models/tiny-unet", "/V2/Models/tiny-unet/ready" })
        {
            using var answer = await stranger.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("The token is missing or wrong.", await ErrorAsync(answer));
        }

        using var run = await stranger.PostAsync(Decoder, new ByteArrayContent(new byte[10]));
        Assert.Equal(HttpStatusCode.Unauthorized, run.StatusCode);
    }

    [Fact]
    public async Task JSON_and_binary_give_the_same()
    {
        var latents = Latents();
        using var inJson = await caller.PostAsJsonAsync(Decoder, new
        {
            id = "42",
            inputs = new[] { new { name = "latent_sample", datatype = "FP32", shape = new[] { 1, 4, 8, 8 }, data = latents } },
        });
        using var inBinary = await PostAsync(Decoder, Head(binary: true), MemoryMarshal.AsBytes(latents.AsSpan()).ToArray());
        using var mixed = await PostAsync(Decoder, Head(parameters: ""","parameters":{"binary_data_output":true}"""), MemoryMarshal.AsBytes(latents.AsSpan()).ToArray());

        var (fromJson, fromBinary, fromMixed) = (new float[3 * 64 * 64], new float[3 * 64 * 64], new float[3 * 64 * 64]);
        foreach (var (answer, target) in new[] { (inJson, fromJson), (inBinary, fromBinary), (mixed, fromMixed) })
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            InferAnswer.Read(await answer.Content.ReadAsByteArrayAsync(), LengthOf(answer), "sample", target);
        }

        Assert.Contains(fromJson, value => value != 0);
        Assert.Equal(fromJson, fromBinary);
        Assert.Equal(fromJson, fromMixed);
        Assert.Equal("42", (string)(await inJson.Content.ReadFromJsonAsync<JsonNode>())!["id"]!);
        Assert.Null(LengthOf(inJson));
        Assert.NotNull(LengthOf(inBinary));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"inputs\":null}")]
    [InlineData("{\"inputs\":[null]}")]
    [InlineData("{\"inputs\":[]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\"}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"other\",\"datatype\":\"FP32\",\"shape\":[1,4,8,8],\"data\":[]}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP16\",\"shape\":[1,4,8,8],\"data\":[]}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[1,4,8,8]}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[1,4,8,8],\"data\":[1,2,3]}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[1,4,8,8],\"data\":[\"1\"]}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[1,4,8,8],\"data\":{\"a\":1}}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[4,8,8],\"data\":[1]}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[1,4,9,8],\"data\":[1]}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[9,4,8,8],\"data\":[1]}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[0,4,8,8],\"data\":[]}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[-1,4,8,8],\"data\":[]}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[9223372036854775807,4,8,8],\"data\":[]}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[1.5,4,8,8],\"data\":[]}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[1,4,8,8],\"parameters\":{\"binary_data_size\":1024}}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[1,4,8,8],\"parameters\":{\"binary_data_size\":-1}}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[1,4,8,8],\"parameters\":{\"binary_data_size\":0}}]}")]
    [InlineData("{\"inputs\":[{\"name\":\"latent_sample\",\"datatype\":\"FP32\",\"shape\":[1,4,8,8],\"parameters\":{\"binary_data_size\":9223372036854775807}}]}")]
    public async Task A_request_that_does_not_fit_is_refused_with_words(string json)
    {
        using var answer = await caller.PostAsync(Decoder, new StringContent(json));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEqual("", await ErrorAsync(answer));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1000000")]
    [InlineData("99999999999999999999")]
    [InlineData("12abc")]
    [InlineData("0x10")]
    [InlineData("20")]
    public async Task A_header_that_lies_is_refused(string length)
    {
        using var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes(Head(binary: true)), .. new byte[1024]]);
        content.Headers.TryAddWithoutValidation(ProtocolJson.LengthHeader, length);
        using var answer = await caller.PostAsync(Decoder, content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEqual("", await ErrorAsync(answer));
    }

    [Fact]
    public async Task Inputs_that_are_given_twice_or_not_at_all_and_bytes_of_nobody_are_refused()
    {
        var input = """{"name":"latent_sample","datatype":"FP32","shape":[1,4,8,8],"parameters":{"binary_data_size":1024}}""";

        foreach (var (json, bytes, words) in new[]
        {
            ("{\"inputs\":[" + input + "," + input + "]}", 2048, "given twice"),
            ("{\"inputs\":[" + input + "]}", 1025, "1 bytes belong to no input"),
            ("{\"inputs\":[" + input + "],\"outputs\":[{\"name\":\"other\"}]}", 1024, "no output 'other'"),
        })
        {
            using var answer = await PostAsync(Decoder, json, new byte[bytes]);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(words, await ErrorAsync(answer), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_large_is_refused(bool hasLength)
    {
        using var content = new ByteArrayContent(new byte[(1 << 20) + 1]);
        using var request = new HttpRequestMessage(HttpMethod.Post, Decoder) { Content = content };
        request.Headers.TransferEncodingChunked = !hasLength;
        using var answer = await caller.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.NotEqual("", await ErrorAsync(answer));
    }

    [Fact]
    public async Task When_too_many_wait_the_next_is_told_when_to_come_back()
    {
        await using var gate = await FilledGate.FillAsync(worker.Services.GetRequiredService<InferenceGate>());

        using var answer = await PostAsync(Decoder, Head(binary: true), new byte[1024]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("1", answer.Headers.GetValues("Retry-After").Single());
        Assert.NotEqual("", await ErrorAsync(answer));
    }

    [Fact]
    public async Task A_network_that_can_not_be_loaded_is_told_and_tried_again()
    {
        using var broken = new TinyPainter().Written();
        var path = Path.Combine(broken.Folder, "vae_decoder/model.onnx");
        var whole = File.ReadAllBytes(path);
        var strange = whole.ToArray();
        for (var at = strange.AsSpan().IndexOf("Tanh"u8); at >= 0; at = strange.AsSpan().IndexOf("Tanh"u8)) "Tanx"u8.CopyTo(strange.AsSpan(at));
        File.WriteAllBytes(path, strange);
        var home = Path.Combine(worker.Painters, "strange");
        Directory.Move(broken.Folder, home);
        var painters = worker.Services.GetRequiredService<Iris.Platform.Diffusion.Painters>();
        try
        {
            painters.Refresh();
            using var answer = await PostAsync("/v2/models/strange-vae_decoder/infer", Head(binary: true), new byte[1024]);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.StartsWith("ONNX Runtime can’t run vae_decoder/model.onnx", await ErrorAsync(answer), StringComparison.Ordinal);

            File.WriteAllBytes(Path.Combine(home, "vae_decoder/model.onnx"), whole);
            painters.Refresh();
            using var mended = await PostAsync("/v2/models/strange-vae_decoder/infer", Head(binary: true), new byte[1024]);
            Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
            painters.Refresh();
        }
    }

    public void Dispose() => caller.Dispose();

    private static float[] Latents() => [.. Enumerable.Range(0, 4 * 8 * 8).Select(i => MathF.Sin(i))];

    /// <summary>A run of the decoder on latents that follow in binary.</summary>
    /// <param name="binary">Whether the output says that it wants to be binary.</param>
    /// <param name="parameters">Further keys of the request.</param>
    private static string Head(bool binary = false, string parameters = "")
    {
        var output = binary ? """{"name":"sample","parameters":{"binary_data":true}}""" : """{"name":"sample"}""";
        return """{"inputs":[{"name":"latent_sample","datatype":"FP32","shape":[1,4,8,8],"parameters":{"binary_data_size":1024}}],"outputs":[""" + output + "]" + parameters + "}";
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string json, byte[] binary)
    {
        var head = Encoding.UTF8.GetBytes(json);
        using var content = new ByteArrayContent([.. head, .. binary]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.Add(ProtocolJson.LengthHeader, $"{head.Length}");
        return await caller.PostAsync(path, content);
    }

    private static string? LengthOf(HttpResponseMessage answer) => answer.Headers.TryGetValues(ProtocolJson.LengthHeader, out var values) ? values.Single() : null;

    private async Task<JsonNode> GetAsync(string path) => (await caller.GetFromJsonAsync<JsonNode>(path))!;

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await caller.GetAsync(path);
        return answer.StatusCode;
    }

    private static async Task<string> ErrorAsync(HttpResponseMessage answer) => (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["error"]!;
}
