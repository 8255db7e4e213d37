using System.Text;

namespace Iris.Platform.Diffusion.Tokens;

/// <summary>
/// Merges the bytes of a word into tokens, always the earliest of the learned pairs first (Sennrich, Haddow and Birch 2016). With a queue of pairs it takes
/// n·log n for n bytes, so that a prompt of one endless word costs little.
/// </summary>
internal sealed class BytePairs
{
    /// <summary>Marks the last symbol of a word.</summary>
    public const string WordEnd = "</w>";

    private static readonly char[] Letters = ByteLetters();

    private readonly Dictionary<(int Left, int Right), (int Rank, int Merged)> pairs = [];
    private readonly int[] inside = new int[256], last = new int[256];

    /// <summary>Takes the pairs in the order of their learning.</summary>
    /// <exception cref="KeyNotFoundException">The vocabulary lacks a byte, or what a pair is made of or merges to; the message is what it lacks.</exception>
    public BytePairs(IReadOnlyDictionary<string, int> vocabulary, IEnumerable<(string Left, string Right)> merges)
    {
        for (var i = 0; i < 256; i++)
        {
            inside[i] = Id($"{Letters[i]}");
            last[i] = Id(Letters[i] + WordEnd);
        }

        foreach (var (left, right) in merges)
        {
            pairs.TryAdd((Id(left), Id(right)), (pairs.Count, Id(left + right)));
        }

        int Id(string token) => vocabulary.TryGetValue(token, out var id) ? id : throw new KeyNotFoundException(token);
    }

    /// <summary>The tokens of one word.</summary>
    public int[] Merge(ReadOnlySpan<char> word)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(word)];
        Encoding.UTF8.GetBytes(word, bytes);
        var symbols = new int[bytes.Length];
        var (before, after) = (new int[bytes.Length], new int[bytes.Length]);
        for (var i = 0; i < bytes.Length; i++)
        {
            symbols[i] = i == bytes.Length - 1 ? last[bytes[i]] : inside[bytes[i]];
            (before[i], after[i]) = (i - 1, i + 1);
        }

        var queue = new PriorityQueue<(int Position, int Left, int Right), (int Rank, int Position)>();
        for (var i = 0; i + 1 < symbols.Length; i++) Offer(i);
        while (queue.TryDequeue(out var pair, out _))
        {
            var (left, right) = (pair.Position, after[pair.Position]);
            if (right >= symbols.Length || symbols[left] != pair.Left || symbols[right] != pair.Right) continue;
            symbols[left] = pairs[(pair.Left, pair.Right)].Merged;
            symbols[right] = Gone;
            after[left] = after[right];
            if (after[left] < symbols.Length)
            {
                before[after[left]] = left;
                Offer(left);
            }

            if (before[left] >= 0) Offer(before[left]);
        }

        return Array.FindAll(symbols, symbol => symbol != Gone);

        void Offer(int position)
        {
            var (left, right) = (symbols[position], symbols[after[position]]);
            if (pairs.TryGetValue((left, right), out var pair)) queue.Enqueue((position, left, right), (pair.Rank, position));
        }
    }

    private const int Gone = -1;

    /// <summary>A visible letter for each byte, as in GPT-2's vocabulary: printable ones stand for themselves, the others follow from U+0100 on.</summary>
    private static char[] ByteLetters()
    {
        var letters = new char[256];
        var next = (char)256;
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = i is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)i : next++;
        }

        return letters;
    }
}
