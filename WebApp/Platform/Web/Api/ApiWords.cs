using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iris.Platform.Web.Api;

/// <summary>
/// Words of an enumeration as requests may spell them: one name, whatever its case. The framework also reads numbers and lists, and of a list it makes a
/// value that nobody wrote.
/// </summary>
internal static class ApiWords
{
    /// <summary>The value that the word names, or null.</summary>
    public static T? Find<T>(string? word) where T : struct, Enum => IsWord(word) && Enum.TryParse<T>(word, ignoreCase: true, out var value) ? value : null;

    private static bool IsWord(string? text) => text is [>= 'A', ..] && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    /// <summary>Enumerations as camelCase words in JSON.</summary>
    internal sealed class Converter : JsonConverterFactory
    {
        private static readonly JsonStringEnumConverter Framework = new(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(OneWord<>).MakeGenericType(typeToConvert), Framework.CreateConverter(typeToConvert, options))!;
    }

    private sealed class OneWord<T>(JsonConverter<T> framework) : JsonConverter<T> where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && IsWord(reader.GetString()) ? framework.Read(ref reader, typeToConvert, options) : throw new JsonException("One word was expected.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => framework.Write(writer, value, options);
    }
}
