using Microsoft.AspNetCore.Components;

namespace Iris.Shell.Look;

/// <summary>
/// What the frame of the site wears to look like MudBlazor's buttons and icons. The frame is part of every circuit, and each component in it takes some
/// kilobytes of memory for as long as a page is open (bench: circuits), so its links and buttons are plain elements in the classes of those components.
/// </summary>
internal static class FrameLook
{
    /// <summary>Classes of <c>MudIconButton</c>.</summary>
    public const string IconButton = "mud-button-root mud-icon-button mud-ripple mud-ripple-icon";

    /// <summary>Classes of <c>MudButton</c>.</summary>
    public const string Button = "mud-button-root mud-button mud-button-text mud-button-text-default mud-button-text-size-medium mud-ripple";

    /// <summary>Classes of the icon of <c>MudNavLink</c>.</summary>
    public const string LinkIcon = "mud-icon-size-medium mud-nav-link-icon mud-nav-link-icon-default";

    /// <summary>What <c>MudIcon</c> draws.</summary>
    /// <param name="icon">What its parameter <c>Icon</c> takes.</param>
    /// <param name="classes">Its size, and further classes.</param>
    public static RenderFragment Icon(string icon, string classes = "mud-icon-size-medium") => builder => builder.AddMarkupContent(
        0, $"""<svg class="mud-icon-root mud-svg-icon {classes}" focusable="false" viewBox="0 0 24 24" aria-hidden="true">{icon}</svg>""");
}
