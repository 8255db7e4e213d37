using System.ComponentModel.DataAnnotations;

namespace Iris.Live.Frames;

/// <summary>Section <c>Live:Frames</c>: what is kept of the frames of people who agreed to that.</summary>
internal sealed record FrameOptions
{
    /// <summary>Most days that a person can choose.</summary>
    public const int LongestDays = 30;

    /// <summary>Days, where the person has not chosen.</summary>
    [Range(1, LongestDays)]
    public int Days { get; init; } = 7;

    /// <summary>At most one frame in so long, apart from those at an alert.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A frame at an alert comes at least so long after the last one of any kind.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AlertGap { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest side of a kept picture in pixels: enough to see how somebody sits.</summary>
    [Range(160, 1280)]
    public int Side { get; init; } = 480;

    /// <summary>Longest side of a thumbnail in pixels.</summary>
    [Range(80, 480)]
    public int ThumbnailSide { get; init; } = 240;

    /// <summary>JPEG quality of both.</summary>
    [Range(30, 95)]
    public int Quality { get; init; } = 75;

    /// <summary>Most bytes of one person in 24 hours, thumbnails included; nothing is kept beyond. Sessions at the same time may exceed it by a frame each.</summary>
    [Range(100_000, 10_000_000_000)]
    public long BytesPerDay { get; init; } = 32_000_000;

    /// <summary>Frames of this node that wait for the store; one more is not kept.</summary>
    [Range(1, 10_000)]
    public int QueueLength { get; init; } = 64;

    /// <summary>How long a deletion can be undone.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan UndoFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often each node looks for frames that are due.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromMinutes(1);
}
