using System.Buffers;
using System.Text.Json;
using Iris.Platform.Inference;
using Iris.Platform.Inference.Protocol;

namespace Iris.Worker;

/// <summary>Writes what a run gave.</summary>
internal static class InferReply
{
    /// <summary>Writes the output into the buffers of an answer; it is sent afterwards, when the run's memory is free again.</summary>
    /// <exception cref="ProtocolException">The output can't be written in JSON.</exception>
    public static void Write(HttpResponse response, ServedNetwork network, InferRequest request, ModelOutputs outputs)
    {
        var elements = outputs.Bytes(0);
        var json = new ArrayBufferWriter<byte>(request.IsBinary ? 512 : 16 * elements.Length);
        using (var writer = new Utf8JsonWriter(json)) Describe(writer, network, request, outputs, elements);
        response.ContentType = "application/json";
        response.ContentLength = json.WrittenCount;
        if (request.IsBinary)
        {
            response.ContentType = "application/octet-stream";
            response.ContentLength += elements.Length;
            response.Headers[ProtocolJson.LengthHeader] = $"{json.WrittenCount}";
        }

        response.BodyWriter.Write(json.WrittenSpan);
        if (request.IsBinary) response.BodyWriter.Write(elements);
    }

    private static void Describe(Utf8JsonWriter writer, ServedNetwork network, InferRequest request, ModelOutputs outputs, ReadOnlySpan<byte> elements)
    {
        var type = outputs.Type(0);
        writer.WriteStartObject();
        writer.WriteString("model_name", network.Name);
        if (request.Id is { } id) writer.WriteString("id", id);
        writer.WriteStartArray("outputs");
        writer.WriteStartObject();
        writer.WriteString("name", network.Output.Name);
        writer.WriteString("datatype", DataTypes.NameOf(type));
        writer.WriteStartArray("shape");
        foreach (var size in outputs.Shape(0)) writer.WriteNumberValue(size);
        writer.WriteEndArray();
        if (request.IsBinary)
        {
            writer.WriteStartObject("parameters");
            writer.WriteNumber("binary_data_size", elements.Length);
            writer.WriteEndObject();
        }
        else
        {
            writer.WritePropertyName("data");
            TensorJson.Write(writer, type, elements);
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
