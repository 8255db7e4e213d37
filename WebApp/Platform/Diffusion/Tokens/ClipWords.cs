using System.Text;

namespace Iris.Platform.Diffusion.Tokens;

/// <summary>
/// Cuts a text into the pieces that CLIP's byte pairs are merged within:
/// <c>&lt;|startoftext|&gt;|&lt;|endoftext|&gt;|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+</c> (Radford et al. 2021, simple_tokenizer).
/// By hand, because .NET's expressions see the halves of a surrogate pair and not the letter.
/// </summary>
internal ref struct ClipWords(ReadOnlySpan<char> text)
{
    private static readonly string[] Fixed = [ClipTokenizer.Start, ClipTokenizer.End, "'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    private ReadOnlySpan<char> rest = text;

    private enum Kind
    {
        Space,
        Letter,
        Number,
        Other,
    }

    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>The form that CLIP sees: composed, in lower case, halves of surrogate pairs replaced.</summary>
    public static string Clean(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune.ToString());
        return whole.ToString().Normalize(NormalizationForm.FormC).ToLowerInvariant();
    }

    public readonly ClipWords GetEnumerator() => this;

    public bool MoveNext()
    {
        var (kind, length) = First(rest);
        while (kind == Kind.Space && length > 0)
        {
            rest = rest[length..];
            (kind, length) = First(rest);
        }

        if (length == 0)
        {
            return false;
        }

        foreach (var word in Fixed)
        {
            if (rest.StartsWith(word, StringComparison.Ordinal)) return Take(word.Length);
        }

        while (kind != Kind.Number && First(rest[length..]) is (var next, > 0 and var more) && next == kind)
        {
            length += more;
        }

        return Take(length);
    }

    private bool Take(int length)
    {
        Current = rest[..length];
        rest = rest[length..];
        return true;
    }

    /// <summary>The kind of the first letter, and its length: 0 when there is none.</summary>
    private static (Kind Kind, int Length) First(ReadOnlySpan<char> text)
    {
        _ = Rune.DecodeFromUtf16(text, out var rune, out var length);
        var kind = Rune.IsWhiteSpace(rune) ? Kind.Space : Rune.IsLetter(rune) ? Kind.Letter : Rune.IsNumber(rune) ? Kind.Number : Kind.Other;
        return (kind, length);
    }
}
