using System.Globalization;
using System.Resources;
using Iris.Platform.Inference.Remote;

namespace Iris.Platform.Diffusion.Folders;

/// <summary>A folder of weights is incomplete or wrong, in a way that whoever filled it can mend.</summary>
/// <param name="code">The entry <c>Problem.{code}</c> of <see cref="DiffusionText"/>.</param>
/// <param name="arguments">What the sentence names: file, key, value.</param>
internal sealed class FolderProblemException(string code, params object[] arguments) : Exception
{
    private const string OfServer = "server-";

    private static readonly ResourceManager Texts = new(typeof(DiffusionText));

    public string Code => code;

    /// <summary>Whether nothing is wrong here: the server that runs the networks did not do so, and may do so later.</summary>
    public bool IsServers => code.StartsWith(OfServer, StringComparison.Ordinal);

    public static FolderProblemException Of(ModelServerException problem) =>
        new(OfServer + problem.Problem.ToString().ToLowerInvariant(), problem.Server, problem.Subject, problem.Detail);

    /// <summary>The sentence in English, for logs.</summary>
    public override string Message => Sentence(CultureInfo.InvariantCulture);

    /// <summary>The sentence in a language of the site.</summary>
    public string Sentence(CultureInfo culture) => string.Format(culture, Texts.GetString($"Problem.{code}", culture)!, arguments);
}
