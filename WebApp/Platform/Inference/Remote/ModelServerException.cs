namespace Iris.Platform.Inference.Remote;

/// <summary>Why a server did not do what it was asked for.</summary>
public enum ModelServerProblem
{
    /// <summary>It can't be reached.</summary>
    Away,

    /// <summary>It took too long.</summary>
    Late,

    /// <summary>It wants another token.</summary>
    Forbidden,

    /// <summary>It has no such model.</summary>
    Missing,

    /// <summary>It has too much to do, or is just starting.</summary>
    Busy,

    /// <summary>It found the request wrong.</summary>
    Refused,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>Its answer is not that of such a server.</summary>
    Strange,
}

/// <summary>A server did not do what it was asked for.</summary>
/// <param name="problem">Why.</param>
/// <param name="server">Its name in the configuration.</param>
/// <param name="subject">The model that was asked for, or the address.</param>
/// <param name="detail">What is known besides, such as the server's own words: one line, not longer than a sentence.</param>
/// <param name="inner">The cause.</param>
internal sealed class ModelServerException(ModelServerProblem problem, string server, string subject, string detail, Exception? inner = null)
    : Exception($"The server '{server}' ({subject}): {problem}. {detail}", inner)
{
    public ModelServerProblem Problem => problem;

    public string Server => server;

    public string Subject => subject;

    public string Detail => detail;
}
