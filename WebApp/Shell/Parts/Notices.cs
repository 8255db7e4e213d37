using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Iris.Shell.Parts;

/// <summary>Says in a snackbar what happened, and offers to undo it. One per circuit.</summary>
internal sealed class Notices(ISnackbar snackbars, IStringLocalizer<ShellText> text, ILogger<Notices> log)
{
    /// <summary>Something was done. With <paramref name="undo"/> the notice stays until it is answered: nobody has to hurry to a button that vanishes.</summary>
    public void Done(string sentence, Func<Task>? undo = null) => snackbars.Add(sentence, undo is null ? Severity.Success : Severity.Normal, options =>
    {
        options.CloseAfterNavigation = undo is not null;
        if (undo is null) return;
        (options.Action, options.ActionColor, options.ActionVariant, options.RequireInteraction) = (text["Undo"], Color.Primary, Variant.Text, true);
        options.OnClick = _ => UndoAsync(undo);
    });

    /// <summary>Something could not be done; says why.</summary>
    public void Failed(string sentence) => snackbars.Add(sentence, Severity.Error);

    private async Task UndoAsync(Func<Task> undo)
    {
        try
        {
            await undo();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The snackbar lives outside of the page and its boundary: what fails here would end the circuit.
            log.LogError(failure, "What was done could not be undone");
            Failed(text["Guarded.Failed"]);
        }
    }
}
