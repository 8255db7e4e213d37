using System.Globalization;
using Iris.Instruments.FaceTypes.Drawing;
using Iris.Platform.Imaging;
using Iris.Platform.Imaging.Drawing;

namespace Iris.Instruments.FaceTypes.Sharing;

/// <summary>What stands on a card: never birth date, MBTI or salary.</summary>
/// <param name="Name">Of the type.</param>
/// <param name="Description">Of the type.</param>
/// <param name="Percent">Of the type.</param>
/// <param name="Scores">Every type by name with its percent.</param>
/// <param name="Place">Of the type among all, for the drawn head.</param>
/// <param name="Title">What this is about.</param>
/// <param name="Caveat">That it is a game.</param>
internal sealed record CardWords(string Name, string Description, double Percent, IReadOnlyList<(string Name, double Percent)> Scores, float Place, string Title, string Caveat)
{
    public static CardWords Of(FaceTypeResult result, string language)
    {
        var texts = new System.Resources.ResourceManager(typeof(FaceTypeText));
        var culture = CultureInfo.GetCultureInfo(language);
        var said = result.Words.GetValueOrDefault(language) ?? result.Words["en"];
        return new(
            said.Name, said.Description, result.Percent, [.. result.Scores.Select(score => (language == "ko" ? score.TypeKo : score.Type, score.Percent))], result.Place,
            texts.GetString("Card.title", culture)!, texts.GetString("Card.caveat", culture)!);
    }
}

/// <summary>Draws cards: 1080 × 1350 to save and share, 1200 × 630 for the preview of a link.</summary>
internal static class ShareCard
{
    public const int Width = 1080, Height = 1350, PreviewWidth = 1200, PreviewHeight = 630;

    private const string Background = "#16182a", Panel = "#212440", Ink = "#ffffff", Muted = "#b9bdd8", Accent = "#8fe3ff", Rest = "#4a4f7a";

    private const float Corner = 40;

    /// <summary>The card as PNG.</summary>
    /// <param name="words">What stands on it.</param>
    /// <param name="picture">Of the person, already cut to the face and square; null: a drawn head.</param>
    public static byte[] Draw(CardWords words, Picture? picture)
    {
        using var sheet = new DrawingSheet(Width, Height, Background);
        sheet.Text("Iris", 80, 116, 44, Accent);
        sheet.Text(words.Title, Width - 80, 116, 34, Muted, TextSide.Left);
        Head(sheet, words, picture, 290, 160, 500);
        sheet.Text(words.Name, Width / 2f, 772, Fitting(words.Name, 92, 900), Ink, TextSide.Middle);
        sheet.Text(Percent(words.Percent), Width / 2f, 842, 50, Accent, TextSide.Middle);
        sheet.Paragraph(words.Description, 80, 912, Width - 160, 32, mostLines: 3, Muted);
        Bars(sheet, words, 80, 1056, Width - 160, 208);
        sheet.Text(words.Caveat, Width / 2f, 1316, 26, Muted, TextSide.Middle);
        return sheet.ToPng();
    }

    /// <summary>The preview as PNG; parameters as in <see cref="Draw"/>.</summary>
    public static byte[] DrawPreview(CardWords words, Picture? picture)
    {
        using var sheet = new DrawingSheet(PreviewWidth, PreviewHeight, Background);
        Head(sheet, words, picture, 60, 85, 460);
        sheet.Text(words.Title, 580, 130, 32, Accent);
        sheet.Text(words.Name, 580, 232, Fitting(words.Name, 84, 420), Ink);
        sheet.Text(Percent(words.Percent), PreviewWidth - 60, 232, 46, Accent, TextSide.Left);
        sheet.Paragraph(words.Description, 580, 300, PreviewWidth - 640, 28, mostLines: 3, Muted);
        Bars(sheet, words, 580, 430, PreviewWidth - 640, 110);
        sheet.Text(words.Caveat, 580, 590, 22, Muted);
        return sheet.ToPng();
    }

    private static void Head(DrawingSheet sheet, CardWords words, Picture? picture, float x, float y, float side)
    {
        if (picture is not null)
        {
            sheet.Image(picture, x, y, side, side, Corner);
            return;
        }

        using var head = DrawnPortrait.Draw(words.Place, variant: 0);
        sheet.Image(head, x, y, side, side, Corner);
    }

    private static void Bars(DrawingSheet sheet, CardWords words, float x, float y, float width, float height)
    {
        var row = height / words.Scores.Count;
        var size = Math.Min(30, row * 0.62f);
        var thickness = Math.Min(18, row * 0.4f);
        var (left, longest) = (x + 180, width - 300);
        foreach (var (index, (name, percent)) in words.Scores.Index())
        {
            var middle = y + (index + 0.5f) * row;
            sheet.Text(name, x, middle + size * 0.36f, Fitting(name, size, 170), Ink);
            Bar(longest, Panel);
            Bar(Math.Max(thickness, longest * (float)percent / 100), name == words.Name ? Accent : Rest);
            sheet.Text(Percent(percent), x + width, middle + size * 0.36f, size, Ink, TextSide.Left);

            void Bar(float length, string color) => sheet.Rectangle(left, middle - thickness / 2, length, thickness, thickness / 2, color);
        }
    }

    /// <summary>The size at which a text is no wider than that.</summary>
    private static float Fitting(string text, float size, float width) => Math.Min(size, size * width / Math.Max(1, DrawingSheet.WidthOf(text, size)));

    private static string Percent(double percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0.#}%");
}
