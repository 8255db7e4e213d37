namespace Iris.Platform.Web;

/// <summary>Texts about HTTP statuses, for problems and for pages.</summary>
public sealed class WebText;
