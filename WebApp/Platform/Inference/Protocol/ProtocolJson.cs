using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iris.Platform.Inference.Protocol;

/// <summary>How the documents of the protocol are written and read.</summary>
internal static class ProtocolJson
{
    /// <summary>What the protocol calls the length of the JSON in front of binary tensors.</summary>
    public const string LengthHeader = "Inference-Header-Content-Length";

    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        // Some servers write sizes as texts.
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="ProtocolException">It is no such document.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new ProtocolException("The JSON is null.");
        }
        catch (JsonException broken)
        {
            throw new ProtocolException($"The JSON is not what it should be, at {broken.Path ?? "its beginning"}.", broken);
        }
    }

    /// <summary>A list of a document, none of whose elements is null.</summary>
    /// <exception cref="ProtocolException">One is.</exception>
    public static IReadOnlyList<T> Whole<T>(IReadOnlyList<T> list)
        where T : class =>
        list.Contains(null!) ? throw new ProtocolException("A list of the JSON holds null.") : list;

    /// <summary>The JSON at the beginning of a body, and the binary tensors behind it.</summary>
    /// <param name="body">All of it.</param>
    /// <param name="length">The value of <see cref="LengthHeader"/>; null when there is none.</param>
    /// <param name="json">The JSON.</param>
    /// <param name="binary">What follows.</param>
    /// <exception cref="ProtocolException">The header does not fit.</exception>
    public static void Split(ReadOnlySpan<byte> body, string? length, out ReadOnlySpan<byte> json, out ReadOnlySpan<byte> binary)
    {
        var end = body.Length;
        if (length is not null && !(int.TryParse(length, System.Globalization.NumberStyles.None, null, out end) && end <= body.Length))
        {
            throw new ProtocolException($"{LengthHeader} is not the length of a part of the body.");
        }

        json = body[..end];
        binary = body[end..];
    }

    /// <summary>The elements of a tensor that stand behind the JSON, cut off from <paramref name="binary"/>.</summary>
    /// <exception cref="ProtocolException">So many are not left.</exception>
    public static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> binary, TensorDocument tensor, long size)
    {
        if (size < 0 || size > binary.Length) throw new ProtocolException($"'{tensor.Name}' has a binary_data_size of {size}, but {binary.Length} bytes are left.");
        var taken = binary[..(int)size];
        binary = binary[(int)size..];
        return taken;
    }
}
