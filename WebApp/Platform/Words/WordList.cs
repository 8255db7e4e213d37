namespace Iris.Platform.Words;

/// <summary>
/// The words that a prompt, and what everybody may read, may not have, one entry per line; <c>#</c> begins a comment. An English word counts as a whole, a Korean one as the beginning of a
/// word, since endings follow it. <c>*</c> in front lets it count anywhere inside of a word; <c>!</c> in front makes a word harmless that would count otherwise.
/// An entry of several words is found where they follow each other. Letters may be repeated, so that <c>baad</c> is <c>bad</c>.
/// </summary>
internal sealed class WordList
{
    private readonly List<Entry> blocked = [];
    private readonly List<Entry> harmless = [];

    public WordList(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var entry = line.Split('#')[0].Trim();
            var words = ComparedWords.Of(entry);
            if (words.Count > 0) (entry[0] == '!' ? harmless : blocked).Add(new Entry(words, Anywhere: entry[0] == '*'));
        }
    }

    /// <summary>How many entries block something.</summary>
    public int Count => blocked.Count;

    /// <summary>Whether the prompt has one of the words.</summary>
    public bool Blocks(string prompt)
    {
        var words = ComparedWords.Of(prompt);
        var innocent = new bool[words.Count];
        foreach (var entry in harmless)
        {
            foreach (var start in entry.In(words)) innocent.AsSpan(start, entry.Words.Count).Fill(true);
        }

        return blocked.Exists(entry => entry.In(words).Any(start => !innocent[start]));
    }

    private sealed record Entry(IReadOnlyList<string> Words, bool Anywhere)
    {
        /// <summary>Where in the words of a prompt the entry begins.</summary>
        public IEnumerable<int> In(IReadOnlyList<string> words)
        {
            for (var start = 0; start + Words.Count <= words.Count; start++)
            {
                var found = 0;
                while (found < Words.Count && Matches(Words[found], words[start + found])) found++;
                if (found == Words.Count) yield return start;
            }
        }

        private bool Matches(string entry, string word)
        {
            var whole = ComparedWords.IsAlphabetic(entry);
            for (var start = 0; start < word.Length; start++)
            {
                var end = EndOf(entry, word, start);
                if (end > 0 && (Anywhere || !whole || end == word.Length)) return true;
                if (!Anywhere) return false;
            }

            return false;
        }

        /// <summary>Where the entry, written at <paramref name="start"/> with each letter at least as often, ends in the word; -1 when it does not stand there.</summary>
        private static int EndOf(string entry, string word, int start)
        {
            var at = start;
            for (var i = 0; i < entry.Length; i++)
            {
                if (at >= word.Length || word[at] != entry[i]) return -1;
                at++;
                var last = i + 1 == entry.Length || entry[i + 1] != entry[i];
                while (last && at < word.Length && word[at] == entry[i]) at++;
            }

            return at;
        }
    }
}
