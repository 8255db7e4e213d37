namespace Iris.Accounts;

/// <summary>The roles of the site.</summary>
internal static class Roles
{
    /// <summary>Everybody who registered.</summary>
    public const string User = nameof(User);

    /// <summary>Sees the dashboard, the audit log and all accounts.</summary>
    public const string Admin = nameof(Admin);
}
