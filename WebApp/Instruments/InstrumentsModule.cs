using Iris.Shell;

namespace Iris.Instruments;

internal static class InstrumentsModule
{
    public static void AddInstruments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<InstrumentMetrics>();
        builder.Services.AddSingleton<PictureAnalysis>();
        builder.Services.AddSingleton<InstrumentCatalog>();
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

/// <summary>The registered instruments by slug.</summary>
public sealed class InstrumentCatalog(IEnumerable<Instrument> instruments)
{
    private readonly Dictionary<string, Instrument> bySlug = instruments.ToDictionary(instrument => instrument.Slug);

    /// <summary>In the order of the navigation.</summary>
    public IEnumerable<Instrument> All => bySlug.Values.OrderBy(instrument => instrument.Order);

    /// <summary>The instrument with this slug, or null.</summary>
    public Instrument? Find(string slug) => bySlug.GetValueOrDefault(slug);
}
