using Iris.Instruments.FaceTypes.Drawing;
using Iris.Instruments.FaceTypes.Validation;
using Iris.Instruments.Readings;
using Iris.Platform;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;
using Iris.Platform.Storage;

namespace Iris.Instruments.FaceTypes.Sharing;

/// <summary>Draws the card of a reading when it is asked for: nothing of it is stored, and so nothing outlives a link.</summary>
internal sealed class CardPictures(IObjectStore store, InferenceGate gate)
{
    private const int FaceSide = 720;

    /// <summary>A PNG, or <c>busy</c>.</summary>
    /// <param name="reading">Whose card.</param>
    /// <param name="result">Of the reading.</param>
    /// <param name="showsPicture">The person's picture, cut to the face, or a drawn head.</param>
    /// <param name="preview">The small one for links.</param>
    /// <param name="language">Two letters.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Outcome<byte[]>> DrawAsync(Reading reading, FaceTypeResult result, bool showsPicture, bool preview, string language, CancellationToken cancellation)
    {
        if (!(await gate.EnterAsync(cancellation)).Succeeded(out var place, out var refusal)) return refusal;
        using (place)
        {
            var file = showsPicture ? await ReadAsync(reading, cancellation) : null;
            return await Task.Run(
                () =>
                {
                    using var face = file is null ? null : Face(file, reading, result);
                    var words = CardWords.Of(result, language);
                    return preview ? ShareCard.DrawPreview(words, face) : ShareCard.Draw(words, face);
                },
                cancellation);
        }
    }

    private async Task<byte[]?> ReadAsync(Reading reading, CancellationToken cancellation)
    {
        await using var stored = await store.OpenAsync(reading.ShownKey, cancellation);
        if (stored is null) return null;
        var file = new byte[stored.Length];
        await stored.Content.ReadExactlyAsync(file, cancellation);
        return file;
    }

    private static Picture? Face(byte[] file, Reading reading, FaceTypeResult result)
    {
        if (!Picture.Decode(file, longestSide: 2 * FaceSide, PictureLimits.Stored).Succeeded(out var picture, out _)) return null;
        using (picture)
        {
            var scale = picture.Width / (float)reading.Width;
            var box = result.Regions.Single(region => region.Name is FaceRegion.Face).Box;
            return FaceCut.Square(picture, new(scale * box.X, scale * box.Y, scale * box.Width, scale * box.Height), FaceSide);
        }
    }
}
