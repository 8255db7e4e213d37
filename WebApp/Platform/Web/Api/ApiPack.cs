using System.Text.Json;
using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;

namespace Iris.Platform.Web.Api;

/// <summary>
/// MessagePack as hubs speak it: the API's JSON in another coat, with the same names, words and nulls. So a type says once how it is written, and an answer is the
/// same by whichever way it came. Plain values and bytes are MessagePack's own.
/// </summary>
internal sealed class ApiPack : IFormatterResolver
{
    /// <summary>For data from anywhere: bounded in depth, and with hashes that nobody can aim at.</summary>
    public static MessagePackSerializerOptions Options { get; } =
        MessagePackSerializerOptions.Standard.WithResolver(new ApiPack()).WithSecurity(MessagePackSecurity.UntrustedData);

    public IMessagePackFormatter<T>? GetFormatter<T>() => Formatters<T>.Known;

    private static class Formatters<T>
    {
        public static readonly IMessagePackFormatter<T> Known = BuiltinResolver.Instance.GetFormatter<T>() ?? new Formatter<T>();
    }

    private sealed class Formatter<T> : IMessagePackFormatter<T>
    {
        public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) =>
            Write(ref writer, JsonSerializer.SerializeToElement(value, ApiJson.Options));

        public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            using var json = new StringWriter();
            MessagePackSerializer.ConvertToJson(ref reader, json, options);
            return JsonSerializer.Deserialize<T>(json.ToString(), ApiJson.Options)!;
        }

        private static void Write(ref MessagePackWriter writer, JsonElement json)
        {
            switch (json.ValueKind)
            {
                case JsonValueKind.Object:
                    writer.WriteMapHeader(json.GetPropertyCount());
                    foreach (var property in json.EnumerateObject())
                    {
                        writer.Write(property.Name);
                        Write(ref writer, property.Value);
                    }

                    break;
                case JsonValueKind.Array:
                    writer.WriteArrayHeader(json.GetArrayLength());
                    foreach (var item in json.EnumerateArray()) Write(ref writer, item);
                    break;
                case JsonValueKind.Number when json.TryGetInt64(out var whole):
                    writer.Write(whole);
                    break;
                case JsonValueKind.Number:
                    writer.Write(json.GetDouble());
                    break;
                case JsonValueKind.True or JsonValueKind.False:
                    writer.Write(json.GetBoolean());
                    break;
                default:
                    writer.Write(json.ValueKind is JsonValueKind.String ? json.GetString() : null);
                    break;
            }
        }
    }
}
