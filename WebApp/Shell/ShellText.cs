namespace Iris.Shell;

/// <summary>Texts of the frame, the start page and the connection notices.</summary>
public sealed class ShellText;
