namespace Iris.Shell;

/// <summary>Something that a feature puts into the bar at the top of every page, for those who are signed in.</summary>
/// <param name="Component">Without parameters; static on static pages.</param>
public sealed record BarItem(Type Component);
