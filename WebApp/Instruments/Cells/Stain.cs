using System.Text.Json.Serialization;

namespace Iris.Instruments.Cells;

/// <summary>The kind of microscope picture.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Stain>))]
public enum Stain
{
    /// <summary>Grey: live cells refract light, dead ones are dark and grainy.</summary>
    [JsonStringEnumMemberName("brightfield")]
    Brightfield,

    /// <summary>Trypan blue or another blue stain: live cells are clear, dead ones blue.</summary>
    [JsonStringEnumMemberName("trypan")]
    Trypan,

    /// <summary>On black: live cells green, dead ones red.</summary>
    [JsonStringEnumMemberName("fluorescence")]
    Fluorescence,
}
