using System.Net;
using System.Net.Http.Headers;
using Iris.Platform.Inference.Onnx;
using Iris.Platform.Inference.Protocol;
using Polly;
using Polly.Timeout;

namespace Iris.Platform.Inference.Remote;

/// <summary>What a run of a network must be given and what it gives.</summary>
internal sealed record NetworkPorts(IReadOnlyList<OnnxPort> Inputs, IReadOnlyList<OnnxPort> Outputs);

/// <summary>
/// A server that speaks the Open Inference Protocol, version 2, over HTTP. Calls work on the calling thread, as networks in this process do: whoever paints has a
/// thread of its own. A broken connection is tried once more, since a run changes nothing on the server; everything else is told at once.
/// </summary>
internal sealed class ModelServer(string name, ModelServerOptions options, HttpClient client)
{
    private const int LargestDocument = 1 << 18;

    /// <summary>For what is no run: it asks for facts that every server has at hand.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100), LongestWait = TimeSpan.FromSeconds(10);

    private readonly Uri home = new(options.Url!.AbsoluteUri.TrimEnd('/') + "/v2/");

    private readonly ResiliencePipeline<ServerAnswer> questions = Calls(Patience).Build(), runs = WhenItIsNotBusy(Calls(options.Timeout)).Build();

    /// <summary>In the configuration.</summary>
    public string Name => name;

    /// <summary>Where it is, for people.</summary>
    public string Address => options.Url!.Authority;

    /// <summary>Asks whether it can be asked for runs.</summary>
    /// <exception cref="ModelServerException">It can't.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void CheckReady(CancellationToken cancellation) => Ask("health/ready", Address, null, LargestDocument, cancellation).Dispose();

    /// <summary>What a model takes and gives.</summary>
    /// <inheritdoc cref="CheckReady"/>
    public NetworkPorts Describe(string model, CancellationToken cancellation)
    {
        using var answer = Ask($"models/{Uri.EscapeDataString(model)}", model, null, LargestDocument, cancellation);
        try
        {
            var document = ProtocolJson.Parse<ModelDocument>(answer.Body);
            return new NetworkPorts(Ports(document.Inputs), Ports(document.Outputs));
        }
        catch (ProtocolException strange)
        {
            throw Problem(ModelServerProblem.Strange, model, strange.Message, strange);
        }
    }

    /// <summary>Runs a model for one output. A server that is busy and says for how long is asked again then, until the time for the run is over.</summary>
    /// <inheritdoc cref="INetwork.Run"/>
    public void Infer(string model, ReadOnlySpan<(string Name, Tensor Tensor)> inputs, string output, Span<float> target, CancellationToken cancellation)
    {
        var sent = inputs.ToArray();
        var largest = InferAnswer.LargestBody(target.Length);
        using var answer = Ask($"models/{Uri.EscapeDataString(model)}/infer", model, () => new InferContent(sent, output), largest, cancellation);
        try
        {
            InferAnswer.Read(answer.Body, answer.HeaderLength, output, target);
        }
        catch (ProtocolException strange)
        {
            throw Problem(ModelServerProblem.Strange, model, strange.Message, strange);
        }
    }

    private ServerAnswer Ask(string path, string subject, Func<HttpContent>? content, int largest, CancellationToken cancellation)
    {
        var (calls, time) = content is null ? (questions, Patience) : (runs, options.Timeout);
        var wasBusy = false;
        try
        {
            var answer = calls.Execute(
                token =>
                {
                    var given = Send(path, content, largest, token);
                    wasBusy |= IsBusy(given);
                    return given;
                },
                cancellation);
            if (answer.Status == HttpStatusCode.OK) return answer;
            using (answer) throw Refusal(answer, subject);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (TimeoutRejectedException late)
        {
            throw Problem(wasBusy ? ModelServerProblem.Busy : ModelServerProblem.Late, subject, $"{time.TotalSeconds:0.#} s", late);
        }
        catch (ProtocolException strange)
        {
            throw Problem(ModelServerProblem.Strange, subject, strange.Message, strange);
        }
        catch (Exception away) when (away is HttpRequestException or IOException or OperationCanceledException)
        {
            throw Problem(ModelServerProblem.Away, Address, (away.InnerException ?? away).Message, away);
        }
    }

    /// <summary>Calls that have so much time in all, and are made once more when the connection breaks.</summary>
    private static ResiliencePipelineBuilder<ServerAnswer> Calls(TimeSpan time) => new ResiliencePipelineBuilder<ServerAnswer>()
        .AddTimeout(time)
        .AddRetry(new() { MaxRetryAttempts = 1, Delay = TimeSpan.Zero, ShouldHandle = call => ValueTask.FromResult(IsBroken(call.Outcome.Exception)) });

    /// <summary>Calls that are made again for as long as there is time, when a busy server says.</summary>
    private static ResiliencePipelineBuilder<ServerAnswer> WhenItIsNotBusy(ResiliencePipelineBuilder<ServerAnswer> calls) => calls.AddRetry(new()
    {
        MaxRetryAttempts = int.MaxValue,
        ShouldHandle = call => ValueTask.FromResult(IsBusy(call.Outcome.Result)),
        DelayGenerator = call => ValueTask.FromResult<TimeSpan?>(TimeSpan.FromTicks(Math.Clamp(call.Outcome.Result!.RetryAfter!.Value.Ticks, ShortestWait.Ticks, LongestWait.Ticks))),
    });

    private ServerAnswer Send(string path, Func<HttpContent>? content, int largest, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, new Uri(home, path)) { Content = content?.Invoke() };
        if (options.Token is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return ServerAnswer.Read(response, largest, cancellation);
        }
        catch (Exception cut) when (cancellation.IsCancellationRequested)
        {
            // Whatever it was that noticed first.
            throw new OperationCanceledException("The call was given up.", cut, cancellation);
        }
    }

    private static OnnxPort[] Ports(IReadOnlyList<PortDocument> documents) => [.. ProtocolJson.Whole(documents).Select(port => port.ToPort())];

    private ModelServerException Refusal(ServerAnswer answer, string subject) => Problem(
        answer.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ModelServerProblem.Forbidden,
            HttpStatusCode.NotFound => ModelServerProblem.Missing,
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => ModelServerProblem.Busy,
            >= HttpStatusCode.InternalServerError => ModelServerProblem.Failed,
            >= HttpStatusCode.BadRequest => ModelServerProblem.Refused,
            _ => ModelServerProblem.Strange,
        },
        subject,
        answer.Words());

    private ModelServerException Problem(ModelServerProblem problem, string subject, string detail, Exception? inner = null) => new(problem, name, subject, detail, inner);

    private static bool IsBusy(ServerAnswer? answer) => answer is { Status: HttpStatusCode.ServiceUnavailable, RetryAfter: not null };

    /// <summary>Whether a connection that had been made ended too early. One that could not be made would not be made a moment later either.</summary>
    private static bool IsBroken(Exception? failure) => failure is IOException or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.Unknown, StatusCode: null };
}
