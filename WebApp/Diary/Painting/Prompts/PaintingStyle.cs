using Iris.Platform.Diffusion;

namespace Iris.Diary.Painting.Prompts;

/// <summary>
/// A style is words that are added to the prompt, in its language: a time, the weather, a season, or a medium. A painter that knows the words of its world is
/// only offered with what it understands, and paints in its own medium; so choosing a style always changes the picture.
/// </summary>
/// <param name="Id">In the API and in kept pictures; never changes.</param>
/// <param name="Korean">Goes in front of a Korean prompt.</param>
/// <param name="English">Goes behind an English one.</param>
/// <param name="IsMedium">Whether it says what the picture is made with, not what it shows.</param>
internal sealed record PaintingStyle(string Id, string Korean, string English, bool IsMedium = false)
{
    private static readonly PaintingStyle[] All =
    [
        new("sunset", "노을 지는 저녁에", " at sunset"),
        new("night", "밤에", " at night"),
        new("rain", "비 오는 날에", " in the rain"),
        new("snow", "눈 오는 날에", " in the snow"),
        new("spring", "봄에", " in spring"),
        new("summer", "여름에", " in summer"),
        new("autumn", "가을에", " in autumn"),
        new("winter", "겨울에", " in winter"),
        new("crayon", "아이가 크레용으로 그린 그림,", ", crayon drawing by a child", IsMedium: true),
        new("watercolour", "부드러운 수채화,", ", soft watercolour painting", IsMedium: true),
        new("pencil", "연필 스케치,", ", pencil sketch", IsMedium: true),
    ];

    /// <summary>The styles that the painter understands.</summary>
    public static IEnumerable<PaintingStyle> For(Painter painter) => All.Where(style => style.IsUnderstoodBy(painter));

    /// <summary>The style with this id, or null when there is none or the painter does not understand it.</summary>
    public static PaintingStyle? Find(string? id, Painter painter) => Array.Find(All, style => style.Id == id && style.IsUnderstoodBy(painter));

    /// <summary>What the painter is told: the prompt with the words of the style, if there is one.</summary>
    public static string Apply(string? id, string prompt) => Array.Find(All, style => style.Id == id) switch
    {
        null => prompt,
        var style when prompt.Any(IsHangul) => $"{style.Korean} {prompt}",
        var style => $"{prompt.TrimEnd('.', '!', ' ')}{style.English}",
    };

    private bool IsUnderstoodBy(Painter painter) =>
        !painter.Description.HasVocabulary || (!IsMedium && painter.UnknownWords(Korean).Count == 0 && painter.UnknownWords(English).Count == 0);

    private static bool IsHangul(char letter) => letter is >= '가' and <= '힣';
}
