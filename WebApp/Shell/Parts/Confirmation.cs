using MudBlazor;

namespace Iris.Shell.Parts;

/// <summary>Asks before something is destroyed that no <em>Undo</em> brings back, or money is spent.</summary>
internal sealed class Confirmation(IDialogService dialogs)
{
    private static readonly DialogOptions Options = new() { CloseOnEscapeKey = true, BackdropClick = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };

    /// <summary>True when the person chose the action; Escape, a click beside the dialog and <em>Cancel</em> are a no.</summary>
    /// <param name="title">The question.</param>
    /// <param name="sentence">What will be gone.</param>
    /// <param name="action">What the button says: a verb.</param>
    /// <param name="destroys">Whether something will be gone; otherwise it merely costs.</param>
    public async Task<bool> AskAsync(string title, string sentence, string action, bool destroys = true)
    {
        var parameters = new DialogParameters<ConfirmDialog> { { dialog => dialog.Sentence, sentence }, { dialog => dialog.Action, action }, { dialog => dialog.Destroys, destroys } };
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(title, parameters, Options);
        return await dialog.Result is { Canceled: false };
    }
}
