namespace Iris.Platform;

/// <summary>
/// The program can't start for a reason that its operator can mend. The message is a whole sentence: Program.cs prints it alone, without a stack
/// trace, and exits with 1.
/// </summary>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
