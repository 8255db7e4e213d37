using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Iris.Platform.Inference;
using Iris.Platform.Inference.Onnx;
using Iris.Platform.Inference.Remote;

namespace Iris.Tests.Platform.Inference.Remote;

/// <summary>What is sent to a server, and what becomes of its answers.</summary>
public sealed class ModelServerTests
{
    private const string Answer = """{"outputs":[{"name":"y","datatype":"FP32","shape":[1,2],"data":[[1.5,-2]]}]}""";

    private readonly StandInServer remote = new();

    [Fact]
    public void A_run_is_sent_as_JSON_with_the_tensors_behind_it()
    {
        using var ids = Tensor.Rent(ElementType.Int64, 1, 2);
        using var step = Tensor.Rent(ElementType.Int32);
        using var half = Tensor.Rent(ElementType.Half, 2, 1);
        ids.Write([1, -2]);
        step.Write([7]);
        half.Write([0.5f, 2]);
        var y = new float[2];

        remote.Answers(HttpStatusCode.OK, Answer).Server("secret").Infer("a model/x", [("ids", ids), ("step", step), ("half", half)], "y", y, default);

        var (method, path, authorization, body, length) = Assert.Single(remote.Asked);
        Assert.Equal(("POST", "/models/v2/models/a%20model%2Fx/infer", "Bearer secret"), (method, path, authorization));
        var head = int.Parse(length!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
            {"inputs":[
              {"name":"ids","datatype":"INT64","shape":[1,2],"parameters":{"binary_data_size":16}},
              {"name":"step","datatype":"INT32","shape":[],"parameters":{"binary_data_size":4}},
              {"name":"half","datatype":"FP16","shape":[2,1],"parameters":{"binary_data_size":4}}],
             "outputs":[{"name":"y","parameters":{"binary_data":true}}]}
            """),
            JsonNode.Parse(body.AsSpan(0, head))), Encoding.UTF8.GetString(body, 0, head));
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 254, 255, 255, 255, 255, 255, 255, 255, 7, 0, 0, 0, 0, 0x38, 0, 0x40], body[head..]);
    }

    [Theory]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[1,2],"data":[[1.5,-2]]}]}""")]
    [InlineData("""{"outputs":[{"data":[1.5,-2],"shape":["1","2"],"datatype":"FP16","name":"y","parameters":{"other":[1]}}],"model_name":"m"}""")]
    [InlineData("""{"outputs":[{"name":"x","datatype":"INT64","shape":[1],"data":[1]},{"name":"y","datatype":"FP32","shape":[2],"data":[1.5,-2]}]}""")]
    public void An_answer_in_JSON_is_read(string answer) => Assert.Equal([1.5f, -2], Run(remote.Answers(HttpStatusCode.OK, answer)));

    [Fact]
    public void An_answer_in_binary_is_read_beside_others()
    {
        const string Head = """{"outputs":[{"name":"x","datatype":"INT64","shape":[1],"parameters":{"binary_data_size":8}},{"name":"y","datatype":"FP32","shape":[2],"parameters":{"binary_data_size":8}}]}""";
        byte[] body = [.. Encoding.UTF8.GetBytes(Head), .. new byte[8], .. MemoryMarshal.AsBytes<float>([1.5f, -2])];

        Assert.Equal([1.5f, -2], Run(remote.Answers(HttpStatusCode.OK, body, ("Inference-Header-Content-Length", $"{Head.Length}"))));
    }

    [Fact]
    public void Halves_are_read_as_floats()
    {
        const string Head = """{"outputs":[{"name":"y","datatype":"FP16","shape":[2],"parameters":{"binary_data_size":4}}]}""";
        byte[] body = [.. Encoding.UTF8.GetBytes(Head), .. MemoryMarshal.AsBytes<Half>([(Half)1.5f, (Half)(-2)])];

        Assert.Equal([1.5f, -2], Run(remote.Answers(HttpStatusCode.OK, body, ("Inference-Header-Content-Length", $"{Head.Length}"))));
    }

    [Theory]
    [InlineData("<html>", null)]
    [InlineData("", null)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    [InlineData("""{"outputs":[null]}""", null)]
    [InlineData("""{"outputs":[]}""", null)]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[2]}]}""", null)]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[2],"data":[1,2,3]}]}""", null)]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[2],"data":[1]}]}""", null)]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[2],"data":[true,1]}]}""", null)]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[2],"parameters":{"binary_data_size":8}}]}""", null)]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[2],"parameters":{"binary_data_size":8}}]}12345678""", "999")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[2],"parameters":{"binary_data_size":8}}]}12345678""", "-5")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[2],"parameters":{"binary_data_size":-8}}]}12345678""", "93")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"INT64","shape":[1],"parameters":{"binary_data_size":8}}]}12345678""", "93")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[1],"parameters":{"binary_data_size":4}}]}1234""", "92")]
    public void An_answer_that_makes_no_sense_is_told(string answer, string? length)
    {
        remote.Answers(HttpStatusCode.OK, answer, length is null ? [] : [("Inference-Header-Content-Length", length)]);

        Assert.Equal(ModelServerProblem.Strange, Problem());
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, ModelServerProblem.Forbidden)]
    [InlineData(HttpStatusCode.Forbidden, ModelServerProblem.Forbidden)]
    [InlineData(HttpStatusCode.NotFound, ModelServerProblem.Missing)]
    [InlineData(HttpStatusCode.ServiceUnavailable, ModelServerProblem.Busy)]
    [InlineData(HttpStatusCode.TooManyRequests, ModelServerProblem.Busy)]
    [InlineData(HttpStatusCode.BadRequest, ModelServerProblem.Refused)]
    [InlineData(HttpStatusCode.InternalServerError, ModelServerProblem.Failed)]
    [InlineData(HttpStatusCode.Found, ModelServerProblem.Strange)]
    public void A_refusal_is_told_at_once(HttpStatusCode status, ModelServerProblem expected)
    {
        remote.Answers(status, """{"error":"no"}""");

        Assert.Equal(expected, Problem());
        Assert.Single(remote.Asked);
    }

    [Fact]
    public void The_servers_words_are_told_on_one_short_line()
    {
        remote.Answers(HttpStatusCode.BadRequest, new JsonObject { ["error"] = "first\r\nsecond\u001b[31m" + new string('x', 1000) }.ToJsonString());

        var words = Failure().Detail;

        Assert.StartsWith("first  second [31mxxx", words, StringComparison.Ordinal);
        Assert.InRange(words.Length, 100, 201);
        Assert.Equal("502", Failure(remote.Answers(HttpStatusCode.BadGateway, "<html>proxy")).Detail);
    }

    [Fact]
    public void A_busy_server_is_asked_again_when_it_says_so()
    {
        remote.Answers(HttpStatusCode.ServiceUnavailable, "", ("Retry-After", "0")).Answers(HttpStatusCode.ServiceUnavailable, "", ("Retry-After", "0")).Answers(HttpStatusCode.OK, Answer);

        Assert.Equal([1.5f, -2], Run(remote));
        Assert.Equal(3, remote.Asked.Count);
    }

    [Fact]
    public void A_server_that_stays_busy_is_told_when_the_time_is_over()
    {
        remote.Answers(HttpStatusCode.ServiceUnavailable, "", ("Retry-After", "3600"));

        Assert.Equal(ModelServerProblem.Busy, Problem(TimeSpan.FromSeconds(0.2)));
        Assert.Single(remote.Asked);
    }

    [Fact]
    public void A_broken_connection_is_tried_once_more_and_no_more()
    {
        Assert.Equal([1.5f, -2], Run(remote.Fails(Broken()).Answers(HttpStatusCode.OK, Answer)));

        remote.Asked.Clear();
        remote.Fails(Broken()).Fails(Broken());
        Assert.Equal(ModelServerProblem.Away, Problem());
        Assert.Equal(2, remote.Asked.Count);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public void A_server_that_can_not_be_reached_is_not_tried_again(HttpRequestError error)
    {
        remote.Fails(new HttpRequestException(error, "no route"));

        Assert.Equal(ModelServerProblem.Away, Problem());
        Assert.Single(remote.Asked);
    }

    [Fact]
    public void A_server_that_does_not_answer_is_told_in_time() => Assert.Equal(ModelServerProblem.Late, Problem(TimeSpan.FromSeconds(0.1), remote.Hangs()));

    [Fact]
    public void An_answer_that_does_not_end_is_not_kept()
    {
        remote.Answers(HttpStatusCode.OK, new byte[(1 << 16) + 2 * 32 + 1]);

        var failure = Failure();

        Assert.Equal(ModelServerProblem.Strange, failure.Problem);
        Assert.Contains("longer than", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_ends_it()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        using var x = X();

        Assert.ThrowsAny<OperationCanceledException>(() => remote.Hangs().Server().Infer("m", [("x", x)], "y", new float[2], cancellation.Token));
    }

    [Fact]
    public void A_model_is_described_as_its_file_would()
    {
        remote.Answers(HttpStatusCode.OK, """
            {"name":"m","versions":["1"],"platform":"tensorrt_plan",
             "inputs":[{"name":"sample","datatype":"FP16","shape":[-1,4,"64",-1]},{"name":"timestep","datatype":"INT64","shape":[-1]},{"name":"flag","datatype":"BOOL","shape":[1]}],
             "outputs":[{"name":"out_sample","datatype":"FP32","shape":[0,4,64,9999999999],"dimension_names":["n",null,null,null]}]}
            """);

        var ports = remote.Server().Describe("m", default);

        Assert.Equal("/models/v2/models/m", remote.Asked[0].Path);
        Assert.Equal([ElementType.Half, ElementType.Int64, default], ports.Inputs.Select(port => port.Type));
        Assert.Equal([null, 4, 64, null], ports.Inputs[0].Shape);
        Assert.NotNull(ports.Inputs[0].Symbols[0]);
        Assert.Equal(ports.Inputs[0].Symbols[0], ports.Inputs[1].Symbols[0]);
        Assert.Null(ports.Inputs[2].Symbols[0]);
        Assert.Equal([null, 4, 64, null], ports.Outputs[0].Shape);
        Assert.Equal(["n", null, null, null], ports.Outputs[0].Symbols);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":"m","inputs":[null],"outputs":[]}""")]
    [InlineData("""{"name":"m","inputs":[{"name":"x","datatype":null,"shape":[1]}],"outputs":[]}""")]
    [InlineData("""{"name":"m","inputs":[{"name":"x","datatype":"FP32"}],"outputs":[]}""")]
    public void A_description_that_makes_no_sense_is_told(string answer)
    {
        remote.Answers(HttpStatusCode.OK, answer);

        Assert.Equal(ModelServerProblem.Strange, Assert.Throws<ModelServerException>(() => remote.Server().Describe("m", default)).Problem);
    }

    private static HttpRequestException Broken() => new(HttpRequestError.ResponseEnded, "gone", new HttpIOException(HttpRequestError.ResponseEnded));

    private static Tensor X()
    {
        var x = Tensor.Rent(1, 1);
        x.Span.Clear();
        return x;
    }

    private static float[] Run(StandInServer server, TimeSpan? timeout = null)
    {
        using var x = X();
        var y = new float[2];
        server.Server(timeout: timeout).Infer("m", [("x", x)], "y", y, default);
        return y;
    }

    private ModelServerProblem Problem(TimeSpan? timeout = null, StandInServer? server = null) => Failure(server, timeout).Problem;

    private ModelServerException Failure(StandInServer? server = null, TimeSpan? timeout = null) => Assert.Throws<ModelServerException>(() => Run(server ?? remote, timeout));
}
