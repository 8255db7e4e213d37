using Iris.Platform;
using Iris.Platform.Web;

namespace Iris.Instruments.FaceTypes.Types;

/// <summary>A type as an admin writes it, unchecked.</summary>
/// <param name="Name">English.</param>
/// <param name="NameKo">Korean.</param>
/// <param name="Description">English.</param>
/// <param name="DescriptionKo">Korean.</param>
/// <param name="Share">Percent; all shares together should be about 100, and are brought to it.</param>
/// <param name="Position">From 1; null: where it is, or at the end.</param>
public sealed record TypeContent(string? Name, string? NameKo, string? Description, string? DescriptionKo, double? Share, int? Position = null)
{
    /// <summary>With its texts as they are kept.</summary>
    internal TypeContent Cleaned() => this with
    {
        Name = PlainText.OneLine(Name),
        NameKo = PlainText.OneLine(NameKo),
        Description = PlainText.OneLine(Description),
        DescriptionKo = PlainText.OneLine(DescriptionKo),
    };

    /// <summary>Adds what is wrong, field by field; to be asked of a cleaned one.</summary>
    internal void Check(FieldErrors errors)
    {
        CheckText("name", Name, FaceType.LongestName);
        CheckText("nameKo", NameKo, FaceType.LongestName);
        CheckText("description", Description, FaceType.LongestDescription);
        CheckText("descriptionKo", DescriptionKo, FaceType.LongestDescription);
        if (Share is not (> 0 and <= 100)) errors.Add("share", "share");
        if (Position is < 1 or > TypeCatalogue.MostTypes) errors.Add("position", "position", TypeCatalogue.MostTypes);

        void CheckText(string field, string? text, int longest)
        {
            if (string.IsNullOrEmpty(text)) errors.Add(field, "text-missing");
            else if (text.Length > longest) errors.Add(field, "text-long", longest);
        }
    }

    internal static TypeContent Of(FaceType type) => new(type.Name, type.NameKo, type.Description, type.DescriptionKo, type.Share, type.Position);

    /// <summary>Writes all but the position.</summary>
    internal void WriteTo(FaceType type)
    {
        type.Name = Name!;
        type.NameKo = NameKo!;
        type.Description = Description!;
        type.DescriptionKo = DescriptionKo!;
        type.Share = Share!.Value;
    }
}
