using Iris.Platform.Inference.Remote;

namespace Iris.Tests.Worker;

/// <summary>The way to a worker, which can be pulled out and put in again.</summary>
internal sealed class PulledCable() : DelegatingHandler(new SocketsHttpHandler())
{
    public bool IsOut { get; set; }

    public ModelServers To(IrisWorker worker) =>
        new(new Dictionary<string, ModelServerOptions> { ["gpu"] = new() { Url = worker.Url, Token = IrisWorker.Token } }, this);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        IsOut ? throw new HttpRequestException(HttpRequestError.ConnectionError, "No route to host") : base.Send(request, cancellationToken);
}
