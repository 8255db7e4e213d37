using System.ComponentModel.DataAnnotations;

namespace Iris.Platform.Inference.Remote;

/// <summary>Section <c>Inference:Servers:{name}</c> of the configuration: a server that speaks the Open Inference Protocol, version 2.</summary>
public sealed class ModelServerOptions : IValidatableObject
{
    /// <summary>Where it is: what stands in front of <c>v2/…</c>.</summary>
    public Uri? Url { get; set; }

    /// <summary>Sent as a bearer token; none when the server asks for none.</summary>
    public string? Token { get; set; }

    /// <summary>How long one run of a network may take, with waiting for a place on the server and for networks that it has to load first.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" })
        {
            yield return new ValidationResult("It needs a Url that starts with http:// or https:// and holds nothing secret.");
        }

        if (Token is not null && !IsToken(Token)) yield return new ValidationResult("It has a Token that can't stand in a header.");
    }

    /// <summary>Visible ASCII, so that no token can break out of its header.</summary>
    internal static bool IsToken(string token) => token.Length > 0 && token.All(letter => letter is > ' ' and < '\x7F');
}
