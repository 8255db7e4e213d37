using System.ComponentModel.DataAnnotations;

namespace Iris.Diary.Posts;

/// <summary>Section <c>Diary</c> of the configuration.</summary>
internal sealed record PostsOptions
{
    /// <summary>How long the deletion of a post can be undone.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "30.00:00:00")]
    public TimeSpan UndoFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>So long an account is new, and the next three bounds hold.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan FirstDay { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Public posts of a new account.</summary>
    [Range(0, 100_000)]
    public int FirstDayPosts { get; init; } = 10;

    /// <summary>Comments of a new account.</summary>
    [Range(0, 100_000)]
    public int FirstDayComments { get; init; } = 30;

    /// <summary>Reports of a new account.</summary>
    [Range(0, 100_000)]
    public int FirstDayReports { get; init; } = 20;

    /// <summary>How often each node looks for deletions that can't be undone any more.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromMinutes(1);
}
