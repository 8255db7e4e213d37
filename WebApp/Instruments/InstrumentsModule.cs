using Iris.Instruments.Readings;
using Iris.Shell;

namespace Iris.Instruments;

internal static class InstrumentsModule
{
    public static void AddInstruments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<InstrumentMetrics>();
        builder.Services.AddSingleton<ReadingKeeper>();
        builder.Services.AddSingleton<PictureAnalysis>();
        builder.Services.AddSingleton<ReadingKinds>();
    }

    /// <summary>Registers an instrument: its page, its endpoint and its place in the navigation follow from it.</summary>
    public static void AddInstrument<T>(this WebApplicationBuilder builder)
        where T : Instrument
    {
        builder.Services.AddSingleton<Instrument, T>();
        builder.Services.AddSingleton(services =>
        {
            var instrument = services.GetServices<Instrument>().OfType<T>().Single();
            return new NavigationItem($"/{instrument.Slug}", instrument.Icon, instrument.Text, "Title", "Tagline", NavigationArea.Instrument, instrument.Order);
        });
    }
}
