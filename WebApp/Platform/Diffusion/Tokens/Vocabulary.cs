using System.Text;
using System.Text.RegularExpressions;

namespace Iris.Platform.Diffusion.Tokens;

/// <summary>The words that a painter learned, to tell people which of theirs it did not.</summary>
/// <param name="words">In lower case; Korean ones as stems.</param>
/// <param name="particles">Korean endings, several of which may follow a stem.</param>
internal sealed partial class Vocabulary(IEnumerable<string> words, IEnumerable<string> particles)
{
    // Nobody writes a longer word than this, and what isn't known takes time by its length.
    private const int LongestWord = 40;

    private readonly HashSet<string> words = [.. words.Select(Form)];
    private readonly string[] particles = [.. particles.Select(Form).Where(particle => particle.Length > 0).Distinct()];

    /// <summary>Words outside of it, each once, in the text's order and spelling.</summary>
    public IReadOnlyList<string> Unknown(string text) =>
        [.. Pieces(text).Where(piece => piece.IsWord && !Knows(Form(piece.Text))).Select(piece => piece.Text).DistinctBy(Form)];

    /// <summary>The text without the words outside of it.</summary>
    public string Known(string text) => string.Concat(Pieces(text).Where(piece => !piece.IsWord || Knows(Form(piece.Text))).Select(piece => piece.Text));

    private bool Knows(string word) => word.Length <= LongestWord && (words.Contains(word) || particles.Any(particle =>
        word.Length > particle.Length && word.EndsWith(particle, StringComparison.Ordinal) && Knows(word[..^particle.Length])));

    /// <summary>The text in pieces: words, and what stands between them.</summary>
    private static IEnumerable<(string Text, bool IsWord)> Pieces(string text)
    {
        var end = 0;
        foreach (Match word in Word().Matches(text))
        {
            yield return (text[end..word.Index], false);
            yield return (word.Value, true);
            end = word.Index + word.Length;
        }

        yield return (text[end..], false);
    }

    private static string Form(string word) => word.Normalize(NormalizationForm.FormC).ToLowerInvariant().Replace('’', '\'');

    /// <summary>Letters, digits and marks, with apostrophes between them.</summary>
    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{N}\p{M}]+)*")]
    private static partial Regex Word();
}
