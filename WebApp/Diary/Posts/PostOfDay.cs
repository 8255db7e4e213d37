namespace Iris.Diary.Posts;

/// <summary>A post of the own diary in few words, for calendars.</summary>
/// <param name="Id">Of the post.</param>
/// <param name="Day">The day that it is about.</param>
/// <param name="Title">On one line.</param>
/// <param name="ThumbnailUrl">A small JPEG; null without a picture, or when that is gone.</param>
public sealed record PostOfDay(Guid Id, DateOnly Day, string Title, string? ThumbnailUrl);

/// <summary>A page of the own diary as a book, in the order of the days.</summary>
/// <param name="Id">Of the post; null: there is none.</param>
/// <param name="Number">Of the page, from 1.</param>
/// <param name="Count">How many pages there are.</param>
/// <param name="Before">The post of the page before, or null.</param>
/// <param name="After">The post of the next page, or null.</param>
public sealed record BookPlace(Guid? Id, int Number, int Count, Guid? Before, Guid? After);
