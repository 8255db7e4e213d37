namespace Iris.Platform.Diffusion.Tokens;

/// <summary>Turns a sentence into the ids that a CLIP text encoder reads. Any text is accepted; safe to use from several threads.</summary>
/// <param name="pairs">The vocabulary's byte pairs.</param>
/// <param name="start">Id in front of every text.</param>
/// <param name="end">Id behind it.</param>
/// <param name="padding">Id that fills the rest.</param>
/// <param name="length">How many ids the encoder reads.</param>
internal sealed class ClipTokenizer(BytePairs pairs, int start, int end, int padding, int length)
{
    public const string Start = "<|startoftext|>", End = "<|endoftext|>";

    private const int CachedWords = 4096, CachedLength = 32;

    private readonly Dictionary<string, int[]> cache = [];
    private readonly Lock entry = new();

    /// <summary>How many ids a text becomes.</summary>
    public int Length => length;

    /// <summary>Start, the text's tokens as far as there is room, end, padding.</summary>
    public int[] Encode(string text)
    {
        var ids = new int[length];
        ids[0] = start;
        var count = 1;
        foreach (var word in new ClipWords(ClipWords.Clean(text)))
        {
            var tokens = Tokens(word);
            var room = Math.Min(tokens.Length, length - 1 - count);
            tokens.AsSpan(0, room).CopyTo(ids.AsSpan(count));
            count += room;
            if (count == length - 1) break;
        }

        ids[count] = end;
        ids.AsSpan(count + 1).Fill(padding);
        return ids;
    }

    private int[] Tokens(ReadOnlySpan<char> word)
    {
        switch (word)
        {
            case Start:
                return [start];
            case End:
                return [end];
            case { Length: > CachedLength }:
                return pairs.Merge(word);
        }

        lock (entry)
        {
            var words = cache.GetAlternateLookup<ReadOnlySpan<char>>();
            if (words.TryGetValue(word, out var known)) return known;
            // Words repeat; when a thousand different prompts have filled it, starting afresh is as good as any order of leaving.
            if (cache.Count == CachedWords) cache.Clear();
            return words[word] = pairs.Merge(word);
        }
    }
}
