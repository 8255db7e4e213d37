using System.ComponentModel.DataAnnotations;

namespace Iris.Diary.Posts;

/// <summary>Section <c>Diary</c> of the configuration.</summary>
internal sealed record PostsOptions
{
    /// <summary>How long the deletion of a post can be undone.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "30.00:00:00")]
    public TimeSpan UndoFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often each node looks for deletions that can't be undone any more.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromMinutes(1);
}
