namespace Iris.Platform.Audit;

/// <summary>What the audit log knows; the words are the entries <c>Action.{slug}</c> of its resources.</summary>
internal static class AuditActions
{
    public const string StartServer = "server-start", StopServer = "server-stop", StopIdleServer = "server-stop-idle";

    public const string ChoosePainter = "painter-choose", SaveWords = "words-save", UndoWords = "words-undo";

    public const string HidePost = "post-hide", RestorePost = "post-restore", WarnOfPost = "post-warn", HideComment = "comment-hide", RestoreComment = "comment-restore", WarnOfComment = "comment-warn", DismissReports = "reports-dismiss";

    public const string AddType = "type-add", ChangeType = "type-change", RemoveType = "type-remove", TakeShares = "type-shares", TakeLabels = "type-labels";

    public const string AddReference = "reference-add", MoveReference = "reference-move", RemoveReference = "reference-remove";

    public const string TrainTypes = "types-train", CancelTraining = "types-train-cancel", ChooseVersion = "types-version";
}
