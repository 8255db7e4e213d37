using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iris.Platform.Inference.Protocol;

/// <summary>Where a value stands in the JSON that is being read: a tensor's elements can be millions, and are read where they lie once their type is known.</summary>
/// <param name="Start">Of its first byte.</param>
/// <param name="Length">In bytes; 0 when there is no such value.</param>
[JsonConverter(typeof(Converter))]
internal readonly record struct JsonPlace(int Start, int Length)
{
    private sealed class Converter : JsonConverter<JsonPlace>
    {
        public override JsonPlace Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return new JsonPlace(start, (int)reader.BytesConsumed - start);
        }

        public override void Write(Utf8JsonWriter writer, JsonPlace value, JsonSerializerOptions options) => throw new NotSupportedException("Elements are written by TensorJson.");
    }
}
