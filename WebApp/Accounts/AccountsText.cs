namespace Iris.Accounts;

/// <summary>Names the resources of this folder.</summary>
public sealed class AccountsText;
