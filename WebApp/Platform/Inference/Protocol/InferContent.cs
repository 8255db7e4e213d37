using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Iris.Platform.Inference.Protocol;

/// <summary>A run that is asked for, with all tensors in binary: the JSON, then the tensors straight from their own memory.</summary>
internal sealed class InferContent : HttpContent
{
    private readonly ArrayBufferWriter<byte> json = new(1024);
    private readonly (string Name, Tensor Tensor)[] inputs;

    public InferContent((string Name, Tensor Tensor)[] inputs, string output)
    {
        this.inputs = inputs;
        var document = new InferDocument(
            [.. inputs.Select(input => new TensorDocument(input.Name, DataTypes.NameOf(input.Tensor.Type), input.Tensor.Shape, new TensorParameters(input.Tensor.Bytes.Length)))],
            [new WantedDocument(output, new WantedParameters(true))]);
        using (var writer = new Utf8JsonWriter(json)) JsonSerializer.Serialize(writer, document, ProtocolJson.Options);
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        Headers.Add(ProtocolJson.LengthHeader, $"{json.WrittenCount}");
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        stream.Write(json.WrittenSpan);
        foreach (var (_, tensor) in inputs) stream.Write(tensor.Bytes);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        SerializeToStream(stream, context, CancellationToken.None);
        return Task.CompletedTask;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = json.WrittenCount + inputs.Sum(input => (long)input.Tensor.Bytes.Length);
        return true;
    }
}
