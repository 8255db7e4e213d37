using Iris.Instruments;

namespace Iris.Diary.Photos;

/// <summary>Pictures of one's own for the diary. They have no page: the form of a post takes them.</summary>
internal static class PhotosModule
{
    public static WebApplicationBuilder AddPhotos(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Instrument, PhotoInstrument>();
        return builder;
    }
}
