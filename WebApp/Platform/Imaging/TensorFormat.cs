using System.Numerics;

namespace Iris.Platform.Imaging;

/// <summary>How a network wants its pixels: value = channel (0 to 255) × <paramref name="Scale"/> + <paramref name="Offset"/>.</summary>
/// <param name="ChannelsFirst">True: one plane after another (NCHW). False: interleaved (NHWC).</param>
/// <param name="Bgr">True: blue, green, red. False: red, green, blue.</param>
/// <param name="Scale">Factors per channel, in the tensor's order.</param>
/// <param name="Offset">Summands per channel, in the tensor's order.</param>
public readonly record struct TensorFormat(bool ChannelsFirst, bool Bgr, Vector3 Scale, Vector3 Offset)
{
    /// <summary>RGB from 0 to 255.</summary>
    public static TensorFormat Bytes(bool channelsFirst) => new(channelsFirst, false, Vector3.One, Vector3.Zero);

    /// <summary>RGB from 0 to 1.</summary>
    public static TensorFormat ZeroToOne(bool channelsFirst) => new(channelsFirst, false, new Vector3(1 / 255f), Vector3.Zero);

    /// <summary>RGB from −1 to 1.</summary>
    public static TensorFormat MinusOneToOne(bool channelsFirst) => new(channelsFirst, false, new Vector3(1 / 127.5f), -Vector3.One);
}
