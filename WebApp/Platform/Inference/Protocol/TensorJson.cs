using System.Runtime.InteropServices;
using System.Text.Json;
using Iris.Platform.Inference.Onnx;

namespace Iris.Platform.Inference.Protocol;

/// <summary>Elements of tensors as numbers in JSON: for callers and servers that don't know the binary extension.</summary>
internal static class TensorJson
{
    /// <summary>Reads numbers, nested in arrays or in one, row-major.</summary>
    /// <param name="name">Of the tensor, for the error.</param>
    /// <param name="json">The value of <c>data</c>.</param>
    /// <param name="type">What <paramref name="target"/> holds.</param>
    /// <param name="target">Has to be filled exactly.</param>
    /// <exception cref="ProtocolException">They are too few, too many or no such numbers.</exception>
    public static void Read(string name, ReadOnlySpan<byte> json, ElementType type, Span<byte> target)
    {
        if (json.Length == 0) throw new ProtocolException($"'{name}' has neither data nor a binary_data_size.");
        var size = Tensor.SizeOf(type);
        var count = target.Length / size;
        var rest = target;
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray) continue;
                if (rest.Length == 0) throw Count();
                Read(ref reader, type, rest);
                rest = rest[size..];
            }
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException)
        {
            throw new ProtocolException($"'{name}' has data that is not {DataTypes.NameOf(type)}.", wrong);
        }

        if (rest.Length > 0) throw Count();

        ProtocolException Count() => new($"'{name}' has other than {count} elements.");
    }

    /// <summary>Writes elements as one flat array.</summary>
    /// <exception cref="ProtocolException">One of them is not finite, which JSON has no numbers for.</exception>
    public static void Write(Utf8JsonWriter writer, ElementType type, ReadOnlySpan<byte> elements)
    {
        writer.WriteStartArray();
        switch (type)
        {
            case ElementType.Float:
                foreach (var number in MemoryMarshal.Cast<byte, float>(elements)) Real(number);
                break;
            case ElementType.Half:
                foreach (var number in MemoryMarshal.Cast<byte, Half>(elements)) Real((float)number);
                break;
            case ElementType.Int32:
                foreach (var number in MemoryMarshal.Cast<byte, int>(elements)) writer.WriteNumberValue(number);
                break;
            case ElementType.Int64:
                foreach (var number in MemoryMarshal.Cast<byte, long>(elements)) writer.WriteNumberValue(number);
                break;
            default:
                throw new ProtocolException($"Elements of the type {type} can't be sent.");
        }

        writer.WriteEndArray();

        void Real(float number) =>
            writer.WriteNumberValue(float.IsFinite(number) ? number : throw new ProtocolException("The output has elements that JSON can't hold. Ask for binary data."));
    }

    private static void Read(ref Utf8JsonReader reader, ElementType type, Span<byte> target)
    {
        switch (type)
        {
            case ElementType.Float:
                MemoryMarshal.Write(target, reader.GetSingle());
                break;
            case ElementType.Half:
                MemoryMarshal.Write(target, (Half)reader.GetSingle());
                break;
            case ElementType.Int32:
                MemoryMarshal.Write(target, reader.GetInt32());
                break;
            default:
                MemoryMarshal.Write(target, reader.GetInt64());
                break;
        }
    }
}
