using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Iris.Shell.Look;

/// <summary>MudBlazor's own words in the reader's language. It speaks English itself, so only the Korean ones are ours: <c>MudWords.ko.resx</c>.</summary>
internal sealed class MudWords(IStringLocalizer<MudWords> words) : MudLocalizer
{
    public override LocalizedString this[string key] => words[key];

    public override LocalizedString this[string key, params object[] arguments] => words[key, arguments];
}
