using System.Text.Json.Nodes;

namespace Iris.Instruments.Readings;

/// <summary>A reading as the API answers it: the instrument's result with the fields that every reading has around it.</summary>
internal static class ReadingDocument
{
    /// <param name="reading">What to answer.</param>
    /// <param name="kind">Its kind, or null where addresses mean nothing.</param>
    public static JsonObject Of(Reading reading, ReadingKind? kind)
    {
        var document = new JsonObject
        {
            ["id"] = reading.Id,
            ["kind"] = reading.Instrument,
            ["createdAt"] = reading.CreatedAt,
        };
        foreach (var (name, value) in JsonNode.Parse(reading.Result)!.AsObject())
        {
            document[name] = value?.DeepClone();
        }

        document["width"] = reading.Width;
        document["height"] = reading.Height;
        document["imageUrl"] = ReadingUrls.Image(reading.Id);
        document["annotatedUrl"] = ReadingUrls.Annotated(reading.Id);
        document["thumbnailUrl"] = ReadingUrls.Thumbnail(reading.Id);
        document["model"] = reading.Model;
        document["elapsedMs"] = Math.Round(reading.ElapsedMs, 1);
        kind?.Complete(document, reading.Id);
        return document;
    }
}

/// <summary>Where the pictures of a reading are; they open for its owner alone.</summary>
public static class ReadingUrls
{
    /// <summary>Of the query parameter <c>result</c>: what the program found, although a person corrected it.</summary>
    public const string Automatic = "automatic";

    public static string Image(Guid id) => $"/api/v1/gallery/{id}/image";

    public static string Annotated(Guid id) => $"/api/v1/gallery/{id}/annotated";

    public static string Thumbnail(Guid id) => $"/api/v1/gallery/{id}/thumbnail";
}
