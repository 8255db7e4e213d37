using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Iris.Platform.Imaging;

/// <summary>
/// The functions of libvips and GObject that Iris calls. None is variadic (their calling convention differs between systems): operations are built by
/// name and get their arguments as properties; see <see cref="VipsImage.Run"/>.
/// </summary>
internal static unsafe partial class Vips
{
    private const string Library = "libvips-cpp";

    // Fundamental types of GObject: constants of its binary interface (gtype.h).
    public const nuint BooleanType = 5 << 2, IntType = 6 << 2, DoubleType = 15 << 2, StringType = 16 << 2;

    /// <summary>What may load a picture: everything else in the library, file loaders included, is blocked.</summary>
    private static readonly string[] Loaders =
    [
        "VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer", "VipsForeignLoadNsgifBuffer", "VipsForeignLoadHeifBuffer",
        "VipsForeignLoadSvgBuffer", // For our own overlays: uploads are told apart by their first bytes and never reach it.
    ];

    public static readonly nuint ImageType, BlobType, DoublesType;

    static Vips()
    {
        if (Init("Iris") != 0)
        {
            throw new InvalidOperationException("libvips did not start: " + TakeErrors());
        }

        // One thread per picture, because requests run side by side; no caches, because no picture is seen twice.
        SetConcurrency(1);
        SetCacheSize(0);
        SetCacheMemory(0);
        SetCacheFiles(0);
        BlockUntrusted(true);
        BlockOperation("VipsForeignLoad", true);
        foreach (var loader in Loaders)
        {
            BlockOperation(loader, false);
        }

        // Bad files make warnings; they become refusals, so standard error stays quiet.
        const int warning = 1 << 4, message = 1 << 5, info = 1 << 6;
        foreach (var domain in (string[])["VIPS", "GLib", "GLib-GIO", "librsvg", "Pango", "Fontconfig"])
        {
            SetLogHandler(domain, warning | message | info, &Ignore, 0);
        }

        ImageType = GetImageType();
        BlobType = GetBlobType();
        DoublesType = GetDoublesType();
    }

    /// <summary>The texts of all failures so far, by any thread; empties them.</summary>
    public static string TakeErrors()
    {
        var text = CopyErrors();
        try
        {
            ClearErrors();
            return Marshal.PtrToStringUTF8(text)?.Trim() ?? "";
        }
        finally
        {
            Free(text);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(nint domain, int level, nint message, nint state)
    {
    }

    /// <summary>GObject's box for a value of any type: 24 bytes in its binary interface.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Value
    {
        private readonly nuint type;
        private readonly long first, second;
    }

    [LibraryImport(Library, EntryPoint = "vips_init", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Init(string program);

    [LibraryImport(Library, EntryPoint = "vips_concurrency_set")]
    private static partial void SetConcurrency(int threads);

    [LibraryImport(Library, EntryPoint = "vips_cache_set_max")]
    private static partial void SetCacheSize(int operations);

    [LibraryImport(Library, EntryPoint = "vips_cache_set_max_mem")]
    private static partial void SetCacheMemory(nuint bytes);

    [LibraryImport(Library, EntryPoint = "vips_cache_set_max_files")]
    private static partial void SetCacheFiles(int files);

    [LibraryImport(Library, EntryPoint = "vips_block_untrusted_set")]
    private static partial void BlockUntrusted([MarshalAs(UnmanagedType.Bool)] bool block);

    [LibraryImport(Library, EntryPoint = "vips_operation_block_set", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void BlockOperation(string type, [MarshalAs(UnmanagedType.Bool)] bool block);

    [LibraryImport(Library, EntryPoint = "g_log_set_handler", StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint SetLogHandler(string domain, int levels, delegate* unmanaged[Cdecl]<nint, int, nint, nint, void> handler, nint state);

    [LibraryImport(Library, EntryPoint = "vips_error_buffer_copy")]
    private static partial nint CopyErrors();

    [LibraryImport(Library, EntryPoint = "vips_error_clear")]
    public static partial void ClearErrors();

    [LibraryImport(Library, EntryPoint = "vips_image_get_type")]
    private static partial nuint GetImageType();

    [LibraryImport(Library, EntryPoint = "vips_blob_get_type")]
    private static partial nuint GetBlobType();

    [LibraryImport(Library, EntryPoint = "vips_array_double_get_type")]
    private static partial nuint GetDoublesType();

    [LibraryImport(Library, EntryPoint = "vips_operation_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint NewOperation(string name);

    [LibraryImport(Library, EntryPoint = "vips_cache_operation_buildp")]
    public static partial int Build(ref nint operation);

    [LibraryImport(Library, EntryPoint = "vips_object_unref_outputs")]
    public static partial void ReleaseOutputs(nint operation);

    [LibraryImport(Library, EntryPoint = "g_object_unref")]
    public static partial void Release(nint instance);

    [LibraryImport(Library, EntryPoint = "g_object_set_property", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetProperty(nint instance, string name, in Value value);

    [LibraryImport(Library, EntryPoint = "g_object_get_property", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void GetProperty(nint instance, string name, ref Value value);

    [LibraryImport(Library, EntryPoint = "g_value_init")]
    public static partial nint InitValue(ref Value value, nuint type);

    [LibraryImport(Library, EntryPoint = "g_value_unset")]
    public static partial void UnsetValue(ref Value value);

    [LibraryImport(Library, EntryPoint = "g_value_set_boolean")]
    public static partial void SetBoolean(ref Value value, [MarshalAs(UnmanagedType.Bool)] bool content);

    [LibraryImport(Library, EntryPoint = "g_value_set_int")]
    public static partial void SetInt(ref Value value, int content);

    [LibraryImport(Library, EntryPoint = "g_value_set_double")]
    public static partial void SetDouble(ref Value value, double content);

    [LibraryImport(Library, EntryPoint = "g_value_set_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetString(ref Value value, string content);

    [LibraryImport(Library, EntryPoint = "g_value_set_object")]
    public static partial void SetObject(ref Value value, VipsImage content);

    [LibraryImport(Library, EntryPoint = "g_value_set_boxed")]
    public static partial void SetBoxed(ref Value value, VipsBlob content);

    [LibraryImport(Library, EntryPoint = "vips_value_set_array_double")]
    public static partial void SetDoubles(ref Value value, ReadOnlySpan<double> content, int count);

    [LibraryImport(Library, EntryPoint = "g_value_dup_object")]
    public static partial nint TakeObject(in Value value);

    [LibraryImport(Library, EntryPoint = "g_value_get_boxed")]
    public static partial nint GetBoxed(in Value value);

    [LibraryImport(Library, EntryPoint = "vips_blob_new")]
    public static partial VipsBlob NewBlob(nint free, byte* bytes, nuint length);

    [LibraryImport(Library, EntryPoint = "vips_blob_get")]
    public static partial byte* GetBlob(nint blob, out nuint length);

    [LibraryImport(Library, EntryPoint = "vips_area_unref")]
    public static partial void ReleaseBlob(nint blob);

    [LibraryImport(Library, EntryPoint = "vips_image_new_from_memory")]
    public static partial VipsImage ImageFromMemory(byte* pixels, nuint length, int width, int height, int bands, int format);

    [LibraryImport(Library, EntryPoint = "vips_image_write_to_memory")]
    public static partial nint WriteToMemory(VipsImage image, out nuint length);

    [LibraryImport(Library, EntryPoint = "vips_image_copy_memory")]
    public static partial VipsImage CopyToMemory(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_width")]
    public static partial int Width(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_height")]
    public static partial int Height(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_bands")]
    public static partial int Bands(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_hasalpha")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool HasAlpha(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_interpretation")]
    public static partial int Interpretation(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_orientation")]
    public static partial int Orientation(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_n_pages")]
    public static partial int Pages(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_typeof", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nuint FieldType(VipsImage image, string field);

    [LibraryImport(Library, EntryPoint = "g_try_malloc")]
    public static partial nint Allocate(nuint bytes);

    [LibraryImport(Library, EntryPoint = "g_free")]
    public static partial void Free(nint memory);
}
