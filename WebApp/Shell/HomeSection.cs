namespace Iris.Shell;

/// <summary>A part of the start page that a feature brings. It is shown to everybody, and decides itself what whom.</summary>
/// <param name="Component">Without parameters; renders sections with headings of the second rank, or nothing.</param>
public sealed record HomeSection(Type Component);
