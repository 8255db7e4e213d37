namespace Iris.Instruments.Pages;

/// <summary>Whether the fields of an instrument are filled in: they say what is missing, and the upload around them waits for it. One per page.</summary>
public sealed class UploadReadiness
{
    /// <summary>What is missing changed.</summary>
    public event Action? Changed;

    /// <summary>What is missing, as a sentence; null when nothing is.</summary>
    public string? Reason { get; private set; }

    public void Say(string? reason)
    {
        if (Reason == reason) return;
        Reason = reason;
        Changed?.Invoke();
    }
}
