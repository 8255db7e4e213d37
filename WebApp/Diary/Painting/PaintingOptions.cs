using System.ComponentModel.DataAnnotations;

namespace Iris.Diary.Painting;

/// <summary>Section <c>Painting</c> of the configuration: jobs and their bounds. What a painter needs is in the section <c>Painter</c>.</summary>
internal sealed record PaintingOptions
{
    /// <summary>Pictures that this node paints at the same time. One picture uses all cores, so that more at once are not faster.</summary>
    [Range(0, 64)]
    public int Concurrency { get; init; } = 1;

    /// <summary>Pictures a person may have painted per day (UTC).</summary>
    [Range(1, 100_000)]
    public int DailyAllowance { get; init; } = 60;

    /// <summary>Pictures a person may have waiting or under way.</summary>
    [Range(1, 1000)]
    public int QueuePerPerson { get; init; } = 20;

    /// <summary>Pictures of everybody that may be waiting or under way.</summary>
    [Range(1, 100_000)]
    public int QueueLength { get; init; } = 500;

    /// <summary>How often a node may begin with a picture before it is given up: one that takes the process down with it must not do so for ever.</summary>
    [Range(1, 10)]
    public int Attempts { get; init; } = 3;

    /// <summary>A picture that its node has not reported on for so long is taken up by another one. Longer than clocks of nodes differ.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan LeaseFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a node reports progress, and asks whether the picture is still wanted.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ReportEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a node without work, and a page that waits, look into the database: what happens on the same node they hear at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an ended job can still be asked about. At least a day, since the allowance is counted from jobs.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(2);
}
