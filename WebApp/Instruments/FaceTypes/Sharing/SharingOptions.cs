using System.ComponentModel.DataAnnotations;

namespace Iris.Instruments.FaceTypes.Sharing;

/// <summary>Section <c>Sharing</c> of the configuration.</summary>
internal sealed class SharingOptions
{
    /// <summary>
    /// An address that shares by KakaoTalk, with <c>{url}</c> and <c>{title}</c> in it; null: no button. KakaoTalk takes links only from sites that are
    /// registered with it, by an address or a page of their own.
    /// </summary>
    [RegularExpression(@"https://\S*\{url\}\S*")]
    public string? KakaoTalk { get; set; }

    /// <summary>Where a link can be given to: names, and addresses that are opened only when somebody follows them.</summary>
    public IEnumerable<(string Name, string Href)> Ways(string url, string title)
    {
        var (link, text) = (Uri.EscapeDataString(url), Uri.EscapeDataString(title));
        yield return ("Facebook", $"https://www.facebook.com/sharer/sharer.php?u={link}");
        yield return ("X", $"https://x.com/intent/post?url={link}&text={text}");
        if (KakaoTalk is { } template) yield return ("KakaoTalk", template.Replace("{url}", link, StringComparison.Ordinal).Replace("{title}", text, StringComparison.Ordinal));
    }
}
