using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Iris.Shell.Parts;

/// <summary>What <see cref="NoticeBar"/> shows. No record: the same sentence may be said twice, and each is a notice of its own.</summary>
internal sealed class Notice(string sentence, Severity severity, Func<Task>? undo)
{
    /// <summary>What happened.</summary>
    public string Sentence => sentence;

    /// <summary>How it looks.</summary>
    public Severity Severity => severity;

    /// <summary>Undoes it; null where that can't be.</summary>
    public Func<Task>? Undo => undo;
}

/// <summary>Says in a notice at the foot of the window what happened, and offers to undo it. One per circuit.</summary>
internal sealed class Notices(IStringLocalizer<ShellText> text, ILogger<Notices> log)
{
    /// <summary>Something is to be said.</summary>
    public event Action<Notice>? Said;

    /// <summary>Something was done. With <paramref name="undo"/> the notice stays until it is answered: nobody has to hurry to a button that vanishes.</summary>
    public void Done(string sentence, Func<Task>? undo = null) => Said?.Invoke(new(sentence, undo is null ? Severity.Success : Severity.Normal, undo));

    /// <summary>Something could not be done; says why.</summary>
    public void Failed(string sentence) => Said?.Invoke(new(sentence, Severity.Error, null));

    /// <summary>Undoes what the notice tells of.</summary>
    public async Task UndoAsync(Notice notice)
    {
        try
        {
            await notice.Undo!();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The notice lives outside of the page and its boundary: what fails here would end the circuit.
            log.LogError(failure, "What was done could not be undone");
            Failed(text["Guarded.Failed"]);
        }
    }
}
