using System.Runtime.CompilerServices;
using NetVips;

namespace Iris.Platform.Imaging.Decoding;

/// <summary>
/// libvips, through which every uploaded byte goes and nothing else: set up once so that only the loaders that Iris needs can run, and from memory alone.
/// </summary>
internal static class Libvips
{
    /// <summary>What may load a picture: everything else in the library, loaders of files and of buffers included, is blocked.</summary>
    private static readonly string[] Loaders =
    [
        "VipsForeignLoadJpegSource", "VipsForeignLoadPngSource", "VipsForeignLoadWebpSource", "VipsForeignLoadNsgifSource", "VipsForeignLoadHeifSource",
        "VipsForeignLoadTiffSource",
    ];

    static Libvips()
    {
        // One thread per picture, because requests run side by side; no caches, because no picture is seen twice.
        NetVips.NetVips.Concurrency = 1;
        (Cache.Max, Cache.MaxMem, Cache.MaxFiles) = (0, 0, 0);
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in Loaders)
        {
            Operation.Block(loader, false);
        }

        // Bad files make warnings; they become refusals, so standard error stays quiet.
        foreach (var domain in (string[])["VIPS", "GLib", "GLib-GIO"])
        {
            Log.SetLogHandler(domain, Enums.LogLevelFlags.Warning | Enums.LogLevelFlags.Message | Enums.LogLevelFlags.Info, (_, _, _) => { });
        }
    }

    /// <summary>Sets the library up before it is first used; calls after the first do nothing.</summary>
    public static void Start() => RuntimeHelpers.RunClassConstructor(typeof(Libvips).TypeHandle);

    /// <summary>The next step of a recipe for pixels, in place of this one: libvips itself holds what a step is made of.</summary>
    public static Image Then(this Image image, Func<Image, Image> step)
    {
        using (image)
        {
            return step(image);
        }
    }
}
