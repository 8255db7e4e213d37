using System.Globalization;
using System.Text;

namespace Iris.Platform.Words;

/// <summary>
/// Text as the filter compares it: compatibility forms (such as full width) as usual letters, lower case, without accents and invisible characters, cut into
/// runs of letters of one script, so that a Korean ending behind an English word is a word of its own. Letters that stand alone, as in <c>b a d</c>, are put
/// together.
/// </summary>
internal static class ComparedWords
{
    private const int LongestSpelled = 12;

    /// <summary>The words in their order.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in Plain(text))
        {
            if (word.Length > 0 && (!char.IsLetterOrDigit(letter) || IsAlphabetic(letter) != IsAlphabetic(word[^1]))) Add(words, word);
            if (char.IsLetterOrDigit(letter)) word.Append(letter);
        }

        Add(words, word);
        return Together(words);
    }

    /// <summary>Whether the word belongs to a script that writes words as wholes; others, such as Hangul, put endings behind a stem.</summary>
    public static bool IsAlphabetic(string word) => IsAlphabetic(word[0]);

    private static bool IsAlphabetic(char letter) => letter < '\u0530';

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            var kind = Rune.GetUnicodeCategory(rune);
            if (kind is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)) plain.Append(Rune.ToLowerInvariant(rune));
        }

        return plain.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Adds, after each run of words of one letter, every word that they may spell; the letters stay, since most of them are words as well.</summary>
    private static List<string> Together(List<string> words)
    {
        var together = new List<string>(words.Count);
        var spelled = new StringBuilder();
        foreach (var word in words)
        {
            if (word.Length > 1 && spelled.Length > 0) Flush();
            together.Add(word);
            if (word.Length == 1) spelled.Append(word);
        }

        Flush();
        return together;

        void Flush()
        {
            for (var start = 0; start < spelled.Length; start++)
            {
                for (var length = 2; length <= Math.Min(LongestSpelled, spelled.Length - start); length++) together.Add(spelled.ToString(start, length));
            }

            spelled.Clear();
        }
    }

    private static void Add(List<string> words, StringBuilder word)
    {
        if (word.Length == 0) return;
        words.Add(word.ToString());
        word.Clear();
    }
}
