namespace Iris.Diary;

/// <summary>What a person typed, as it is kept.</summary>
internal static class PlainText
{
    /// <summary>On one line, with single spaces, and printable.</summary>
    public static string OneLine(string? text) => Printable(string.Join(' ', (text ?? "").Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))).Trim();

    /// <summary>Without control characters but for line feeds and tabs: nobody sees them.</summary>
    public static string Printable(string text) => text.Any(IsUnprintable) ? string.Concat(text.Where(letter => !IsUnprintable(letter))) : text;

    private static bool IsUnprintable(char letter) => char.IsControl(letter) && letter is not ('\n' or '\t');
}
