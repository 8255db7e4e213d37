using System.Net;
using Iris.Platform.Inference.Remote;

namespace Iris.Tests.Platform.Inference.Remote;

/// <summary>A server that gives the answers of a test, in order, and keeps what it was asked.</summary>
internal sealed class StandInServer : HttpMessageHandler
{
    private readonly Queue<Func<CancellationToken, HttpResponseMessage>> answers = new();

    /// <summary>Method, path, authorization and body of every request.</summary>
    public List<(string Method, string Path, string? Authorization, byte[] Body, string? HeaderLength)> Asked { get; } = [];

    public StandInServer Answers(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers) => Answers(status, System.Text.Encoding.UTF8.GetBytes(body), headers);

    public StandInServer Answers(HttpStatusCode status, byte[] body, params (string Name, string Value)[] headers)
    {
        answers.Enqueue(_ =>
        {
            var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(body) };
            foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
            return response;
        });
        return this;
    }

    public StandInServer Fails(Exception failure)
    {
        answers.Enqueue(_ => throw failure);
        return this;
    }

    /// <summary>Never answers.</summary>
    public StandInServer Hangs()
    {
        answers.Enqueue(cancellation =>
        {
            cancellation.WaitHandle.WaitOne();
            throw new OperationCanceledException(cancellation);
        });
        return this;
    }

    /// <summary>The server as a client sees it.</summary>
    public ModelServer Server(string? token = null, TimeSpan? timeout = null) => new ModelServers(
        new Dictionary<string, ModelServerOptions> { ["gpu"] = new() { Url = new Uri("http://gpu:8000/models"), Token = token, Timeout = timeout ?? TimeSpan.FromMinutes(1) } }, this).Find("gpu")!;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        request.Content?.CopyTo(body, null, cancellationToken);
        var length = request.Content?.Headers.TryGetValues("Inference-Header-Content-Length", out var values) == true ? values.Single() : null;
        Asked.Add((request.Method.Method, request.RequestUri!.PathAndQuery, request.Headers.Authorization?.ToString(), body.ToArray(), length));
        return answers.Dequeue()(cancellationToken);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException("Networks run on the thread that paints.");
}
