using System.Collections.Frozen;
using Microsoft.Extensions.Localization;

namespace Iris.Instruments.Readings;

/// <summary>
/// What the gallery, the API and the page of a reading ask of its kind. Every <see cref="Instrument"/> is one; a kind that comes about in another way, as a
/// painted picture does, is registered as a singleton.
/// </summary>
public abstract class ReadingKind
{
    /// <summary>Lower-case name in URLs, in the API and in <see cref="Reading.Instrument"/>, such as <c>gender</c>. Never changes.</summary>
    public abstract string Slug { get; }

    /// <summary>A name of <see cref="Shell.Look.Marks"/>.</summary>
    public abstract string Icon { get; }

    /// <summary>The resource class of the folder, with the entry <c>Title</c>.</summary>
    public abstract Type Text { get; }

    /// <summary>Place in the navigation, ascending.</summary>
    public abstract int Order { get; }

    /// <summary>The page on which a person makes one.</summary>
    public virtual string Href => $"/{Slug}";

    /// <summary>Whether <see cref="Draw"/> draws anything, so that there is something to hide or to download.</summary>
    public virtual bool HasMarkings => true;

    /// <summary>A component with a parameter <c>Result</c> of the type that <see cref="Parse"/> answers.</summary>
    public abstract Type View { get; }

    /// <summary>The typed result of a stored reading.</summary>
    internal abstract object Parse(string result);

    /// <summary>
    /// The results that stand in place of the automatic ones, because a person corrected them by hand; the automatic result stays in the reading. Keys are
    /// ids of readings; what was not corrected, or is not this person's, is left out.
    /// </summary>
    internal virtual Task<IReadOnlyDictionary<Guid, object>> CorrectedAsync(Guid person, IReadOnlyCollection<Guid> readings, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<Guid, object>>(FrozenDictionary<Guid, object>.Empty);

    /// <summary>Adds to what the API answers of a reading: addresses, mostly, which are not stored.</summary>
    internal virtual void Complete(System.Text.Json.Nodes.JsonObject document, Guid reading)
    {
    }

    /// <summary>What is drawn over the full-size picture.</summary>
    internal abstract Overlay Draw(object result, int width, int height);

    /// <summary>The result in a few words, for cards and lists.</summary>
    internal abstract string Headline(object result, IStringLocalizer text);
}

/// <summary>All kinds of readings by slug.</summary>
public sealed class ReadingKinds(IEnumerable<Instrument> instruments, IEnumerable<ReadingKind> others)
{
    private readonly Dictionary<string, ReadingKind> bySlug = instruments.Concat(others).ToDictionary(kind => kind.Slug);

    /// <summary>In the order of the navigation.</summary>
    public IEnumerable<ReadingKind> All => bySlug.Values.OrderBy(kind => kind.Order);

    /// <summary>The kind with this slug, or null.</summary>
    public ReadingKind? Find(string slug) => bySlug.GetValueOrDefault(slug);
}
