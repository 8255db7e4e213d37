using System.Text;
using System.Text.RegularExpressions;
using Iris.Platform;

namespace Iris.Accounts.Registration;

/// <summary>The rules of nicknames.</summary>
internal static partial class Nickname
{
    public const int MinimumLength = 2;
    public const int MaximumLength = 24;

    /// <summary>Few ligatures grow when they are normalized; those that grow more are no names.</summary>
    public const int MaximumNormalizedLength = 2 * MaximumLength;

    /// <summary>True for 2 to 24 letters and digits of any script that can be seen, with single spaces, dots, hyphens or underscores between them.</summary>
    public static bool IsValid(string nickname) =>
        nickname.Length is >= MinimumLength and <= MaximumLength && Pattern().IsMatch(nickname) && !PlainText.HasInvisible(nickname) && Normalize(nickname).Length <= MaximumNormalizedLength;

    /// <summary>The form that is stored: composed, so that a nickname typed on a Mac and one typed on a PC are the same characters.</summary>
    public static string Clean(string nickname) => PlainText.OneLine(nickname);

    /// <summary>The form that is compared: without regard to case or to compatibility variants such as full-width letters.</summary>
    public static string Normalize(string nickname) => nickname.Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    [GeneratedRegex(@"^[\p{L}\p{M}\p{N}]+([ ._-][\p{L}\p{M}\p{N}]+)*$")]
    private static partial Regex Pattern();
}
