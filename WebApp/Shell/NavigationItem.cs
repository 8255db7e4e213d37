using Microsoft.Extensions.Localization;

namespace Iris.Shell;

/// <summary>Where the shell shows a <see cref="NavigationItem"/>.</summary>
public enum NavigationArea
{
    /// <summary>In the navigation, and as a card on the start page.</summary>
    Instrument,

    /// <summary>In the navigation, after the instruments; the first also as a card on the start page.</summary>
    Diary,

    /// <summary>In the navigation, after the diary: what a person made.</summary>
    Library,

    /// <summary>In the menu of the account.</summary>
    Account,

    /// <summary>At the end of the navigation, for those who run the site.</summary>
    Administration,
}

/// <summary>A place of the site. Features register theirs as singletons; the shell shows what is registered and knows none by name.</summary>
/// <param name="Href">The path, such as <c>/gender</c>.</param>
/// <param name="Icon">A name of <see cref="Look.Marks"/>.</param>
/// <param name="Text">The resource class that has the entries <paramref name="Title"/> and <paramref name="Tagline"/>.</param>
/// <param name="Title">Resource key of the name: one or two words.</param>
/// <param name="Tagline">Resource key of one sentence that says what it does; shown on the card.</param>
/// <param name="Area">Where it is shown.</param>
/// <param name="Order">Ascending within the area.</param>
/// <param name="Role">Only people in this role see it; null for everybody who is signed in.</param>
public sealed record NavigationItem(string Href, string Icon, Type Text, string Title, string Tagline, NavigationArea Area, int Order, string? Role = null);

/// <summary>The registered places, in order, in the language of the reader.</summary>
internal sealed class Navigation(IEnumerable<NavigationItem> items, IStringLocalizerFactory localizers)
{
    public IReadOnlyList<NavigationItem> In(NavigationArea area) => [.. items.Where(item => item.Area == area).OrderBy(item => item.Order)];

    /// <summary>What the start page offers: the instruments, and the diary.</summary>
    public IReadOnlyList<NavigationItem> Tools => [.. In(NavigationArea.Instrument), .. In(NavigationArea.Diary).Take(1)];

    /// <summary>Whether a page is at a place. Pages below a place belong to it, unless one of them is a place itself.</summary>
    /// <param name="item">The place.</param>
    /// <param name="path">Of the page, such as <c>/cells/samples</c>.</param>
    public bool Holds(NavigationItem item, string path) =>
        path.Equals(item.Href, StringComparison.OrdinalIgnoreCase)
        || (path.StartsWith(item.Href + '/', StringComparison.OrdinalIgnoreCase) && !items.Any(other => other.Href.StartsWith(item.Href + '/', StringComparison.Ordinal)));

    public string Title(NavigationItem item) => localizers.Create(item.Text)[item.Title];

    public string Tagline(NavigationItem item) => localizers.Create(item.Text)[item.Tagline];
}
