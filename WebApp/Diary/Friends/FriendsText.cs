namespace Iris.Diary.Friends;

/// <summary>Names the resources of this folder.</summary>
public sealed class FriendsText;
