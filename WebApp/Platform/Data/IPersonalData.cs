namespace Iris.Platform.Data;

/// <summary>
/// How a feature takes part in the export and the erasure of an account. Every feature that keeps something of a person registers one; the order of
/// registration is the order of the calls.
/// </summary>
internal interface IPersonalData
{
    /// <summary>Adds all that the feature keeps of the person to the archive: JSON documents and files.</summary>
    Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken);

    /// <summary>
    /// Erases all that the feature keeps of the person, stored objects first and rows after them, so that an interrupted call still knows what is left.
    /// It must be repeatable: after a crash it is called again. By then the person can't sign in any more.
    /// </summary>
    Task EraseAsync(Guid personId, CancellationToken cancellationToken);
}
