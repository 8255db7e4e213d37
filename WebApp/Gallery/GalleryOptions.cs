using System.ComponentModel.DataAnnotations;

namespace Iris.Gallery;

/// <summary>Section <c>Gallery</c> of the configuration.</summary>
internal sealed class GalleryOptions
{
    /// <summary>How long a deletion can be undone.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "30.00:00:00")]
    public TimeSpan UndoFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often each node looks for deletions that can't be undone any more.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a shared link opens a picture.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan ShareFor { get; set; } = TimeSpan.FromHours(24);
}
