namespace Iris.Diary.Profiles;

/// <summary>Names the resources of this folder.</summary>
public sealed class ProfilesText;
