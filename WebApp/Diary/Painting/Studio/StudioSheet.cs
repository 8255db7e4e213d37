namespace Iris.Diary.Painting.Studio;

/// <summary>The page of the diary while it is being written.</summary>
public sealed class StudioSheet
{
    /// <summary>More at once would only wait for each other.</summary>
    public const int MostPictures = 4;

    public string Prompt { get; set; } = "";

    /// <summary>Id of a style; empty: as written.</summary>
    public string Style { get; set; } = "";

    /// <summary>Of the first picture; null before one was ordered.</summary>
    public long? Seed { get; set; }

    /// <summary>Whether the next order takes the same seed again.</summary>
    public bool KeepsSeed { get; set; }

    /// <summary>1 to <see cref="MostPictures"/>.</summary>
    public int Pictures { get; set; } = 1;

    /// <summary>Of a picture that is painted again; null: the painter's own.</summary>
    public int? Steps { get; set; }

    /// <inheritdoc cref="Steps"/>
    public int? Size { get; set; }

    /// <summary>What is ordered now; draws a new seed unless the last one is kept.</summary>
    public PaintingOrder ToOrder()
    {
        if (!KeepsSeed || Seed is null) Seed = Random.Shared.NextInt64(PaintingOrder.LargestSeed + 1);
        return new PaintingOrder(Prompt, Style, Seed, Steps, Size);
    }

    /// <summary>Begins with what a kept picture was painted from.</summary>
    public void Take(PaintedPicture picture, bool keepSeed)
    {
        (Prompt, Style, Steps, Size) = (picture.Prompt, picture.Style ?? "", picture.Steps, picture.Size);
        (Seed, KeepsSeed) = (keepSeed ? picture.Seed : null, keepSeed);
    }
}
