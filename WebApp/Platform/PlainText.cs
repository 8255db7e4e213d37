using System.Globalization;
using System.Text;

namespace Iris.Platform;

/// <summary>
/// What a person typed, or a browser or a device said, as it is taken in: the one place that decides what counts as text. Requests, forms, live pages and
/// hubs hand over strings as they come; whoever keeps or compares one takes it through here first.
/// </summary>
internal static class PlainText
{
    /// <summary>On one line, with single spaces, composed; empty when there is nothing to see.</summary>
    public static string OneLine(string? text) =>
        Visible(string.Join(' ', Printable(text ?? "").Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>With line feeds for every kind of line end and without empty lines around it, composed; empty when there is nothing to see.</summary>
    public static string Lines(string? text) => Visible(Printable(text ?? "").ReplaceLineEndings("\n").Replace('\v', '\n').TrimEnd().TrimStart('\n'));

    /// <summary>
    /// Without what is no character, and stands for nothing that anybody could have meant: controls other than white space, and halves of surrogate pairs,
    /// which no encoding can carry.
    /// </summary>
    public static string Printable(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var whole = Rune.DecodeFromUtf16(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (whole && (!Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))) kept.Append(rest[..length]);
            rest = rest[length..];
        }

        return kept.Length == text.Length ? text : kept.ToString();
    }

    /// <summary>Whether there is a character that nobody sees, so that two different texts would look the same.</summary>
    public static bool HasInvisible(string text) => text.EnumerateRunes().Any(IsInvisible);

    /// <summary>At most <paramref name="longest"/> UTF-16 units from the beginning, cut where a reader sees the end of a character.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest) return text;
        var end = 0;
        for (int next; (next = end + StringInfo.GetNextTextElementLength(text, end)) <= longest;) end = next;
        // A letter under thousands of marks is longer than anything that is kept.
        return text[..(end > 0 ? end : char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }

    private static string Visible(string text) => text.EnumerateRunes().Any(IsVisible) ? text.Normalize(NormalizationForm.FormC) : "";

    private static bool IsVisible(Rune rune) =>
        !Rune.IsWhiteSpace(rune) && !IsInvisible(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);

    /// <summary>Format controls; what Unicode calls default ignorable, which includes the fillers of Hangul that count as letters; the blank pattern of Braille.</summary>
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format || rune.Value is
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2065 or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0
        or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);
}
