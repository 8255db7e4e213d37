using System.Text.Json;

namespace Iris.Platform.Web.Api;

/// <summary>JSON as the API speaks it: camelCase, enums as camelCase words.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new ApiWords.Converter());
        return options;
    }
}
