using Iris.Instruments.Readings;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Gallery;

/// <summary>Puts a reading into the gallery of a person: a row, an original and a thumbnail.</summary>
internal sealed class ReadingBuilder(IrisApplication application, TestPerson owner)
{
    private static readonly byte[] Original = Grey(64, 48, 200);
    private static readonly byte[] Thumbnail = Grey(16, 12, 200);

    private string kind = ProbeInstrument.Name;
    private string? fileName = "portrait.png";
    private DateTimeOffset? deletedAt;

    public ReadingBuilder By(string instrument)
    {
        kind = instrument;
        return this;
    }

    public ReadingBuilder Named(string? name)
    {
        fileName = name;
        return this;
    }

    public ReadingBuilder Deleted(DateTimeOffset at)
    {
        deletedAt = at;
        return this;
    }

    public async Task<Reading> KeptAsync()
    {
        var reading = new Reading
        {
            Id = Guid.CreateVersion7(),
            OwnerId = owner.Id,
            Instrument = kind,
            CreatedAt = TimeProvider.System.GetUtcNow(),
            DeletedAt = deletedAt,
            Model = "probe 1",
            ElapsedMs = 12.34,
            Result = """{"brightness":200}""",
            OriginalKey = ObjectKey.New("readings", ".png"),
            ThumbnailKey = ObjectKey.New("readings", ".jpg"),
            FileName = fileName,
            Width = 64,
            Height = 48,
            Bytes = Original.Length + Thumbnail.Length,
        };
        var store = application.Services.GetRequiredService<IObjectStore>();
        await store.PutAsync(reading.OriginalKey, Original, "image/png", default);
        await store.PutAsync(reading.ThumbnailKey, Thumbnail, "image/jpeg", default);
        return await application.QueryAsync(async database =>
        {
            database.Add(reading);
            await database.SaveChangesAsync();
            return reading;
        });
    }

    private static byte[] Grey(int width, int height, byte level)
    {
        var pixels = new byte[3 * width * height];
        Array.Fill(pixels, level);
        using var picture = Picture.FromRgb(width, height, pixels);
        return picture.Encode(width > 20 ? PictureFormat.Png : PictureFormat.Jpeg);
    }
}
