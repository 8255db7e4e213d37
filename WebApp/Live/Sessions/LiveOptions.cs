using System.ComponentModel.DataAnnotations;

namespace Iris.Live.Sessions;

/// <summary>Section <c>Live</c> of the configuration.</summary>
internal sealed record LiveOptions
{
    /// <summary>Largest frame in bytes.</summary>
    [Range(10_000, 10_000_000)]
    public int FrameBytes { get; init; } = 512 * 1024;

    /// <summary>Largest frame in pixels.</summary>
    [Range(10_000, 50_000_000)]
    public int FramePixels { get; init; } = 4_000_000;

    /// <summary>Frames are analysed at this size at most: the networks see no more.</summary>
    [Range(160, 4096)]
    public int FrameSide { get; init; } = 640;

    /// <summary>An older frame is dropped, not analysed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan LongestFrameAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the whole frame is searched for faces while one is followed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan DetectEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a whole frame is searched for ears and shoulders.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan BodyEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often open eyes are looked at while frames come too slowly to count blinks.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan EyesEvery { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How often it is checked whose face it is.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan IdentifyEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest Euclidean distance of two descriptors of one person.</summary>
    [Range(0.1, 1)]
    public float SamePersonDistance { get; init; } = 0.45f;

    /// <summary>The crop that is asked for, in sides of the face's box.</summary>
    [Range(1.5, 5)]
    public float CropScale { get; init; } = 2;

    /// <summary>A session ends by itself after so long without a frame.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A session whose connection to the hub was lost waits so long for another one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ReconnectWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the minutes of running sessions are written.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan WriteEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A report that no node has written to for so long belongs to a session that died.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Sessions of one person at a time; one more ends the oldest.</summary>
    [Range(1, 100)]
    public int SessionsPerPerson { get; init; } = 3;

    /// <summary>Sessions of this node at a time.</summary>
    [Range(1, 100_000)]
    public int Sessions { get; init; } = 500;
}
