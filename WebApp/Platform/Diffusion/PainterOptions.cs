using System.ComponentModel.DataAnnotations;

namespace Iris.Platform.Diffusion;

/// <summary>Section <c>Painter</c> of the configuration.</summary>
public sealed class PainterOptions
{
    /// <summary>Holds one folder per further painter. Default: <c>painters</c> in the data folder.</summary>
    public string? Folder { get; set; }

    /// <summary>The weights of the embedded painter. Default: <c>models/painter</c> beside the program.</summary>
    public string? EmbeddedFolder { get; set; }

    /// <summary>Threads that one picture uses. Default: the number of cores.</summary>
    [Range(1, 256)]
    public int Threads { get; set; } = Environment.ProcessorCount;
}
