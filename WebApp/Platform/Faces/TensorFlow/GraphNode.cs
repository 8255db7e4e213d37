using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Iris.Platform.Faces.TensorFlow;

/// <summary>One operation of a TensorFlow.js graph. Its attributes are TensorFlow's <c>AttrValue</c> messages written as JSON.</summary>
internal sealed class GraphNode
{
    private readonly JsonElement attributes;

    public GraphNode(JsonElement json)
    {
        Name = json.GetProperty("name").GetString()!;
        Op = json.GetProperty("op").GetString()!;
        Inputs = json.TryGetProperty("input", out var inputs) ? [.. inputs.EnumerateArray().Select(input => input.GetString()!).Where(IsValue)] : [];
        json.TryGetProperty("attr", out attributes);
    }

    public string Name { get; }

    public string Op { get; }

    /// <summary>Names of nodes, with <c>:n</c> behind them for an output other than the first.</summary>
    public string[] Inputs { get; }

    /// <summary>A text attribute, which JSON carries as base64.</summary>
    public string Text(string name) => Decode(Attribute(name).GetProperty("s"));

    public string[] Texts(string name) =>
        TryAttribute(name, out var value) && value.GetProperty("list").TryGetProperty("s", out var items) ? [.. items.EnumerateArray().Select(Decode)] : [];

    public long Integer(string name) => Number(Attribute(name).GetProperty("i"));

    public long[] Integers(string name) =>
        TryAttribute(name, out var value) && value.GetProperty("list").TryGetProperty("i", out var items) ? [.. items.EnumerateArray().Select(Number)] : [];

    /// <summary>A flag; one that is missing is off.</summary>
    public bool Flag(string name) => TryAttribute(name, out var value) && value.TryGetProperty("b", out var flag) && flag.GetBoolean();

    /// <summary>A data type, such as <c>DT_FLOAT</c>.</summary>
    public string Type(string name) => Attribute(name).GetProperty("type").GetString()!;

    /// <summary>The declared shape of a placeholder; -1 is dynamic.</summary>
    public long[] Shape(string name) => [.. Attribute(name).GetProperty("shape").GetProperty("dim").EnumerateArray().Select(size => Number(size.GetProperty("size")))];

    // A name behind ^ only asks for an order of execution.
    private static bool IsValue(string input) => !input.StartsWith('^');

    private JsonElement Attribute(string name) =>
        TryAttribute(name, out var value) ? value : throw new InvalidDataException($"The operation {Op} '{Name}' has no attribute '{name}'.");

    private bool TryAttribute(string name, out JsonElement value)
    {
        value = default;
        return attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty(name, out value);
    }

    private static string Decode(JsonElement base64) => Encoding.UTF8.GetString(base64.GetBytesFromBase64());

    // 64-bit integers of a protobuf message are strings in its JSON form.
    private static long Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? long.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetInt64();
}
