using Microsoft.Extensions.Localization;

namespace Iris.Platform.Web;

/// <summary>
/// What is wrong with a form, field by field, in sentences for a person: the <c>errors</c> of the API's problem, and the notes beside the fields of a page.
/// </summary>
public sealed class FieldErrors(IStringLocalizer text) : Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
{
    /// <summary>Adds the entry <c>Error.{code}</c> of the feature's resources.</summary>
    public void Add(string field, string code, params object[] arguments)
    {
        string sentence = text[$"Error.{code}", arguments];
        this[field] = TryGetValue(field, out var earlier) ? [.. earlier, sentence] : [sentence];
    }
}
