using Iris.Platform.Inference;
using Iris.Platform.Inference.Protocol;
using Iris.Platform.Web.Limits;
using Microsoft.Extensions.Options;

namespace Iris.Worker;

/// <summary><c>/v2</c>: the Open Inference Protocol, version 2, with its binary tensor data extension.</summary>
internal static class ProtocolEndpoints
{
    private static readonly ServerDocument Server = new("iris", typeof(Program).Assembly.GetName().Version?.ToString(3) ?? "", ["binary_tensor_data", "dimension_names"]);

    public static void MapProtocol(this WebApplication app)
    {
        var largest = app.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.LargestRequest;
        var v2 = app.MapGroup("/v2").AddEndpointFilter(app.Services.GetRequiredService<WorkerToken>());
        v2.MapGet("/", () => Results.Json(Server, ProtocolJson.Options));
        v2.MapGet("/models/{model}", (string model, ServedNetworks networks) => networks.Find(model) is { } network ? Results.Json(Describe(network), ProtocolJson.Options) : NoModel(model));
        v2.MapGet("/models/{model}/ready", (string model, ServedNetworks networks) => networks.Find(model) is null ? NoModel(model) : Results.Ok());
        v2.MapPost("/models/{model}/infer", InferAsync).AcceptsUpload(largest);
    }

    private static async Task<IResult> InferAsync(string model, HttpContext context, ServedNetworks networks, InferenceGate gate)
    {
        var aborted = context.RequestAborted;
        if (networks.Find(model) is not { } network) return NoModel(model);
        if (!(await gate.EnterAsync(aborted)).Succeeded(out var place, out _))
        {
            context.Response.Headers.RetryAfter = "1";
            return ProtocolErrors.Of(StatusCodes.Status503ServiceUnavailable, "Too many runs are waiting.");
        }

        using (place)
        using (var body = await RequestBody.ReadAsync(context.Request, aborted))
        using (var request = InferRequest.Read(body.Bytes, context.Request.Headers[ProtocolJson.LengthHeader], network))
        {
            // On a thread of its own: it works for seconds, and the pool's threads are for requests.
            await Task.Factory.StartNew(() => Run(network, request, context.Response, aborted), aborted, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        await context.Response.BodyWriter.FlushAsync(aborted);
        return Results.Empty;
    }

    private static void Run(ServedNetwork network, InferRequest request, HttpResponse response, CancellationToken cancellation)
    {
        using var lease = network.Painter.Enter(cancellation);
        using var outputs = ((Model)network.Choose(lease.Networks)).Run(request.Inputs, [network.Output.Name], cancellation);
        InferReply.Write(response, network, request, outputs);
    }

    private static ModelDocument Describe(ServedNetwork network) =>
        new(network.Name, [.. network.Inputs.Select(PortDocument.Of)], [PortDocument.Of(network.Output)], Platform: "onnxruntime");

    private static IResult NoModel(string name) => ProtocolErrors.Of(StatusCodes.Status404NotFound, $"There is no model '{name}'.");
}
