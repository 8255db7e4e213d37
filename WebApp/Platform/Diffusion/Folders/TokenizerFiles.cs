using System.Text.Json;
using Iris.Platform.Diffusion.Tokens;

namespace Iris.Platform.Diffusion.Folders;

/// <summary>Reads the folder <c>tokenizer</c>: <c>vocab.json</c>, <c>merges.txt</c>, and <c>tokenizer_config.json</c> or <c>special_tokens_map.json</c> where there are any.</summary>
internal static class TokenizerFiles
{
    private const string Vocabulary = "tokenizer/vocab.json", Merges = "tokenizer/merges.txt";
    private const string Settings = "tokenizer/tokenizer_config.json", Special = "tokenizer/special_tokens_map.json";

    // Files that were written without a length hold 10³⁰ here.
    private const double LongestText = 4096;

    /// <param name="files">The folder.</param>
    /// <param name="length">How many ids the text encoder takes, when its graph says so.</param>
    /// <param name="words">How many different ids it knows, when its settings say so.</param>
    public static ClipTokenizer Read(FolderFiles files, int? length, int? words)
    {
        var vocabulary = ReadVocabulary(files, words ?? int.MaxValue);
        var settings = files.OptionalJson(Settings);
        var special = files.OptionalJson(Special);
        var stated = settings.Number("model_max_length", 2, double.MaxValue);
        if (stated <= LongestText && length is { } fixedLength && stated != fixedLength)
        {
            throw new FolderProblemException("wrong-value", Settings, "model_max_length", stated, fixedLength);
        }

        return new ClipTokenizer(
            ReadPairs(files, vocabulary),
            Id("bos_token", ClipTokenizer.Start),
            Id("eos_token", ClipTokenizer.End),
            Id("pad_token", ClipTokenizer.End),
            length ?? (stated <= LongestText ? (int)stated : 77));

        int Id(string key, string fallback)
        {
            var token = Token(settings, key) ?? Token(special, key) ?? fallback;
            return vocabulary.TryGetValue(token, out var id) ? id : throw new FolderProblemException("missing-token", Vocabulary, token);
        }
    }

    private static Dictionary<string, int> ReadVocabulary(FolderFiles files, int words)
    {
        var vocabulary = new Dictionary<string, int>();
        var json = files.Json(Vocabulary);
        foreach (var entry in json.Root.EnumerateObject())
        {
            vocabulary[entry.Name] = entry.Value.ValueKind == JsonValueKind.Number && entry.Value.TryGetInt32(out var id) && id >= 0 && id < words
                ? id
                : throw json.Wrong(entry.Name, entry.Value, $"0 … {words - 1}");
        }

        return vocabulary;
    }

    private static BytePairs ReadPairs(FolderFiles files, Dictionary<string, int> vocabulary)
    {
        var lines = files.Lines(Merges);
        var pairs = new List<(string, string)>(lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || (i == 0 && lines[i].StartsWith("#version", StringComparison.Ordinal))) continue;
            pairs.Add(lines[i].Split(' ') is [var left, var right] ? (left, right) : throw new FolderProblemException("broken-merges", Merges, i + 1));
        }

        try
        {
            return new BytePairs(vocabulary, pairs);
        }
        catch (KeyNotFoundException missing)
        {
            throw new FolderProblemException("missing-token", Vocabulary, missing.Message);
        }
    }

    /// <summary>A token is written as text or as an object with its text.</summary>
    private static string? Token(FolderJson json, string key) =>
        json.Find(key) is { ValueKind: JsonValueKind.Object } value ? new FolderJson(Settings, value).Text("content") : json.Text(key);
}
