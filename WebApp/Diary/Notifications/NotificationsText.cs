namespace Iris.Diary.Notifications;

/// <summary>Names the resources of this folder.</summary>
public sealed class NotificationsText;
