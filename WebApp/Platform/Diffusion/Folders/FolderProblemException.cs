using System.Globalization;
using System.Resources;

namespace Iris.Platform.Diffusion.Folders;

/// <summary>A folder of weights is incomplete or wrong, in a way that whoever filled it can mend.</summary>
/// <param name="code">The entry <c>Problem.{code}</c> of <see cref="DiffusionText"/>.</param>
/// <param name="arguments">What the sentence names: file, key, value.</param>
internal sealed class FolderProblemException(string code, params object[] arguments) : Exception
{
    private static readonly ResourceManager Texts = new(typeof(DiffusionText));

    public string Code => code;

    /// <summary>The sentence in English, for logs.</summary>
    public override string Message => Sentence(CultureInfo.InvariantCulture);

    /// <summary>The sentence in a language of the site.</summary>
    public string Sentence(CultureInfo culture) => string.Format(culture, Texts.GetString($"Problem.{code}", culture)!, arguments);
}
