using System.Net;
using Ganss.Xss;
using Iris.Platform;
using Markdig;
using Microsoft.AspNetCore.Components;

namespace Iris.Diary.Posts;

/// <summary>
/// The text of a post, which is a part of Markdown: emphasis, headings, lists, quotations, lines, code and links. What is HTML in it is shown as it was written. Two guards stand one behind the
/// other: the reader of Markdown writes no HTML but its own, and of that the sanitizer lets through what is named here.
/// </summary>
internal static class PostMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UseSoftlineBreakAsHardlineBreak().UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough).UseAutoLinks().Build();

    private static readonly HtmlSanitizer Sanitizer = ASanitizer();

    /// <summary>As a page shows it.</summary>
    public static MarkupString Render(string text)
    {
        try
        {
            return new(Sanitizer.Sanitize(Markdown.ToHtml(text, Pipeline)));
        }
        catch (ArgumentException)
        {
            // Nested more deeply than anybody writes: then it is words.
            return new($"<p>{WebUtility.HtmlEncode(text)}</p>");
        }
    }

    /// <summary>The words alone, on one line.</summary>
    public static string Plain(string text)
    {
        try
        {
            return PlainText.OneLine(Markdown.ToPlainText(text, Pipeline));
        }
        catch (ArgumentException)
        {
            return PlainText.OneLine(text);
        }
    }

    private static HtmlSanitizer ASanitizer()
    {
        var options = new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "p", "br", "strong", "em", "del", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr", "code", "pre", "a" },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "start" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "https", "http", "mailto" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
        };
        var sanitizer = new HtmlSanitizer(options);
        sanitizer.PostProcessNode += (_, processed) =>
        {
            if (processed.Node is AngleSharp.Html.Dom.IHtmlAnchorElement link) link.SetAttribute("rel", "nofollow ugc noopener");
        };
        return sanitizer;
    }
}
