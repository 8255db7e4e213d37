namespace Iris.Accounts;

/// <summary>The addresses of this feature's pages.</summary>
internal static class AccountPages
{
    public const string Register = "/account/register";
    public const string Login = "/account/login";
    public const string TwoStep = "/account/two-step";
    public const string Logout = "/account/logout";
    public const string Profile = "/account/profile";

    /// <summary>The tab of the profile with password and two-step sign-in.</summary>
    public const string Security = "/account/profile/security";

    /// <summary>The tab with what becomes of the person's data: consent, export, erasure.</summary>
    public const string Data = "/account/profile/data";

    /// <summary>A page with the address to go on to afterwards.</summary>
    public static string WithReturn(this string page, string? returnUrl) =>
        string.IsNullOrEmpty(returnUrl) ? page : $"{page}?returnUrl={Uri.EscapeDataString(returnUrl)}";
}
