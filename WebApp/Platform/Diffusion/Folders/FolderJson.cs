using System.Text.Json;

namespace Iris.Platform.Diffusion.Folders;

/// <summary>The keys of one JSON file. A missing key has a fallback; a value of the wrong kind or size is a <see cref="FolderProblemException"/>.</summary>
internal sealed class FolderJson(string file, JsonElement root)
{
    public JsonElement Root => root;

    /// <summary>The value of a key, or null when it is missing or null.</summary>
    public JsonElement? Find(string key) => root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public double? Number(string key, double least, double most)
    {
        if (Find(key) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most
            ? number
            : throw Wrong(key, value, $"{least} … {most}");
    }

    public int? Integer(string key, int least, int most)
    {
        if (Find(key) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Wrong(key, value, $"{least} … {most}");
    }

    /// <summary>A size up to <paramref name="most"/> that the network's graph may fix as well; null when neither tells.</summary>
    public int? Agreeing(string key, int most, int? inGraph, string network)
    {
        var stated = Integer(key, 1, most);
        return stated is null || inGraph is null || stated == inGraph
            ? inGraph ?? stated
            : throw new FolderProblemException("sizes-differ", file, key, stated, network, inGraph);
    }

    public bool? Flag(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Wrong(key, value, "true, false"),
    };

    public string? Text(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => TextOf(key, value),
        { } value => throw Wrong(key, value, "\"…\""),
    };

    public IReadOnlyList<string> Texts(string key) => Find(key) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } value when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. value.EnumerateArray().Select(item => TextOf(key, item))],
        { } value => throw Wrong(key, value, "[\"…\", …]"),
    };

    /// <summary>An object inside; null when it is missing.</summary>
    public FolderJson? Object(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new FolderJson(file, value),
        { } value => throw Wrong(key, value, "{ … }"),
    };

    /// <summary>One of some names.</summary>
    public T? OneOf<T>(string key, params ReadOnlySpan<(string Name, T Value)> known)
        where T : struct
    {
        if (Text(key) is not { } name) return null;
        foreach (var (candidate, value) in known)
        {
            if (candidate == name) return value;
        }

        throw Wrong(key, Find(key)!.Value, string.Join(", ", known.ToArray().Select(pair => pair.Name)));
    }

    public FolderProblemException Wrong(string key, JsonElement value, string expected)
    {
        var raw = value.GetRawText();
        return new FolderProblemException("wrong-value", file, key, raw.Length <= 80 ? raw : raw[..80] + "…", expected);
    }

    private string TextOf(string key, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escape that is half of a surrogate pair.
            throw Wrong(key, value, "\"…\"");
        }
    }
}
