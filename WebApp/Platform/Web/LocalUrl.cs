namespace Iris.Platform.Web;

/// <summary>Guards redirects to an address that came with the request.</summary>
internal static class LocalUrl
{
    /// <summary><paramref name="url"/> when it is a path of this site, such as <c>/gallery?kind=cells</c>; otherwise the start page.</summary>
    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";

    // Browsers read a backslash as a slash, and drop tabs and line ends: "//host", "/\host" and "/\t/host" all leave the site.
    private static bool IsLocal(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);
}
