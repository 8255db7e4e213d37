namespace Iris.Instruments.Readings;

/// <summary>
/// Something that can be done with a reading of any kind; the page of a reading offers it as a link. Features register theirs as singletons, so that the
/// gallery knows none by name.
/// </summary>
/// <param name="Icon">A name of <see cref="Shell.Look.Marks"/>.</param>
/// <param name="Text">The resource class that has the entry <paramref name="Title"/>.</param>
/// <param name="Title">Resource key of what it does, in a few words.</param>
/// <param name="Href">The page that does it, for the id of a reading.</param>
public sealed record ReadingAction(string Icon, Type Text, string Title, Func<Guid, string> Href);
