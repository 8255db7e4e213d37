using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using MudBlazor;

namespace Iris.Shell.Look;

/// <summary>
/// <see cref="IrisTheme"/> as a sheet of its own, where MudThemeProvider would write it into every page and let a script choose the palette: a file can be
/// kept by the browser, needs no exception in the content security policy, and lets the browser itself follow the system, before the first paint.
/// </summary>
internal sealed class ThemeSheet : MudThemeProvider
{
    private static readonly byte[] Sheet = Encoding.UTF8.GetBytes(Write());
    private static readonly byte[] Compressed = Compress(Sheet);

    private ThemeSheet(MudTheme theme) => Theme = theme;

    /// <summary>Where the sheet is, with its fingerprint.</summary>
    public static string Path { get; } = $"/theme.{Convert.ToHexStringLower(SHA256.HashData(Sheet))[..10]}.css";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Send).DisableRateLimiting();

    /// <summary>The light palette for everybody, and what differs in the dark for those who chose it, or whose system did.</summary>
    internal static string Write()
    {
        var light = Variables(IrisTheme.Theme);
        var dark = Variables(IrisTheme.Darkened);
        dark["--mud-native-html-color-scheme"] = "dark";
        var differing = Lines(dark.Where(variable => light[variable.Key] != variable.Value));
        return $$"""
            :root { color-scheme: light dark; {{Lines(light)}} }
            :root[data-theme=light] { color-scheme: light; }
            :root[data-theme=dark] { color-scheme: dark; {{differing}} }
            @media (prefers-color-scheme: dark) { :root[data-theme=system] { {{differing}} } }
            """;
    }

    private static Dictionary<string, string> Variables(MudTheme theme)
    {
        var written = new StringBuilder();
        new ThemeSheet(theme).GenerateTheme(written);
        return written.ToString()
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("--", StringComparison.Ordinal))
            .Select(line => line.TrimEnd(';').Split(':', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(variable => variable[0], variable => variable[1]);
    }

    private static string Lines(IEnumerable<KeyValuePair<string, string>> variables) => string.Concat(variables.Select(variable => $"{variable.Key}:{variable.Value};"));

    private static byte[] Compress(byte[] sheet)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize))
        {
            brotli.Write(sheet);
        }

        return compressed.ToArray();
    }

    private static IResult Send(HttpRequest request, HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (!request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value == "br"))
        {
            return Results.Bytes(Sheet, "text/css; charset=utf-8");
        }

        response.Headers.ContentEncoding = "br";
        return Results.Bytes(Compressed, "text/css; charset=utf-8");
    }
}
