using Microsoft.Win32.SafeHandles;

namespace Iris.Platform.Imaging;

/// <summary>libvips could not do what it was asked: bad bytes where it decodes, a bug or a lack of memory elsewhere.</summary>
internal sealed class VipsException(string operation, string reason) : Exception($"libvips failed to {operation}: {reason}");

/// <summary>A picture, or the recipe for one, inside libvips: pixels are computed only when <see cref="ToMemory"/> or an encoder pulls them.</summary>
internal sealed class VipsImage() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <summary>
    /// Runs an operation of libvips by its name, such as <c>jpegload_buffer</c>, and returns its <c>out</c>. Arguments are named as in libvips'
    /// documentation and may be int (enumerations and flags too), double, bool, string, double[], <see cref="VipsImage"/> or <see cref="VipsBlob"/>.
    /// </summary>
    /// <exception cref="VipsException">libvips refused.</exception>
    public static VipsImage Run(string operation, params ReadOnlySpan<(string Name, object Value)> arguments)
    {
        var built = Build(operation, arguments);
        try
        {
            var value = new Vips.Value();
            Vips.InitValue(ref value, Vips.ImageType);
            Vips.GetProperty(built, "out", ref value);
            var image = new VipsImage();
            image.SetHandle(Vips.TakeObject(value));
            Vips.UnsetValue(ref value);
            return image;
        }
        finally
        {
            Release(built);
        }
    }

    /// <summary>As <see cref="Run"/> with this image as <c>in</c>. It consumes this image, so that calls can be chained.</summary>
    public VipsImage Apply(string operation, params ReadOnlySpan<(string Name, object Value)> arguments)
    {
        using (this)
        {
            return Run(operation, [("in", this), .. arguments]);
        }
    }

    /// <summary>Encodes with an operation such as <c>jpegsave_buffer</c>.</summary>
    /// <exception cref="VipsException">libvips refused.</exception>
    public unsafe byte[] Save(string operation, params ReadOnlySpan<(string Name, object Value)> arguments)
    {
        var built = Build(operation, [("in", this), .. arguments]);
        try
        {
            var value = new Vips.Value();
            Vips.InitValue(ref value, Vips.BlobType);
            Vips.GetProperty(built, "buffer", ref value);
            var bytes = Vips.GetBlob(Vips.GetBoxed(value), out var length);
            var copy = new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray();
            Vips.UnsetValue(ref value);
            return copy;
        }
        finally
        {
            Release(built);
        }
    }

    /// <summary>Computes all pixels into memory, still as an image; consumes this one.</summary>
    /// <exception cref="VipsException">The bytes behind it are broken.</exception>
    public VipsImage Computed()
    {
        using (this)
        {
            var computed = Vips.CopyToMemory(this);
            return computed.IsInvalid ? throw new VipsException("compute pixels", Vips.TakeErrors()) : computed;
        }
    }

    /// <summary>Computes all pixels: rows top to bottom, bands interleaved, no padding.</summary>
    /// <exception cref="VipsException">The bytes behind it are broken.</exception>
    public PixelMemory ToMemory()
    {
        var pixels = Vips.WriteToMemory(this, out var length);
        return pixels == 0 ? throw new VipsException("compute pixels", Vips.TakeErrors()) : new PixelMemory(pixels, checked((int)length));
    }

    protected override bool ReleaseHandle()
    {
        Vips.Release(handle);
        return true;
    }

    private static nint Build(string name, ReadOnlySpan<(string Name, object Value)> arguments)
    {
        Vips.ClearErrors();
        var operation = Vips.NewOperation(name);
        if (operation == 0)
        {
            throw new VipsException(name, Vips.TakeErrors());
        }

        foreach (var (argument, value) in arguments)
        {
            Set(operation, argument, value);
        }

        if (Vips.Build(ref operation) != 0)
        {
            Release(operation);
            throw new VipsException(name, Vips.TakeErrors());
        }

        return operation;
    }

    private static void Release(nint operation)
    {
        Vips.ReleaseOutputs(operation);
        Vips.Release(operation);
    }

    private static void Set(nint operation, string name, object content)
    {
        var value = new Vips.Value();
        switch (content)
        {
            case int number:
                Vips.InitValue(ref value, Vips.IntType);
                Vips.SetInt(ref value, number);
                break;
            case double number:
                Vips.InitValue(ref value, Vips.DoubleType);
                Vips.SetDouble(ref value, number);
                break;
            case bool flag:
                Vips.InitValue(ref value, Vips.BooleanType);
                Vips.SetBoolean(ref value, flag);
                break;
            case string text:
                Vips.InitValue(ref value, Vips.StringType);
                Vips.SetString(ref value, text);
                break;
            case double[] numbers:
                Vips.InitValue(ref value, Vips.DoublesType);
                Vips.SetDoubles(ref value, numbers, numbers.Length);
                break;
            case VipsImage image:
                Vips.InitValue(ref value, Vips.ImageType);
                Vips.SetObject(ref value, image);
                break;
            case VipsBlob blob:
                Vips.InitValue(ref value, Vips.BlobType);
                Vips.SetBoxed(ref value, blob);
                break;
            default:
                throw new ArgumentException($"An argument of libvips can't be a {content.GetType().Name}.", nameof(content));
        }

        Vips.SetProperty(operation, name, value);
        Vips.UnsetValue(ref value);
    }
}

/// <summary>Bytes lent to libvips without a copy; they must stay pinned until every image made from them is disposed.</summary>
internal sealed class VipsBlob() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Vips.ReleaseBlob(handle);
        return true;
    }
}

/// <summary>Pixels in libvips' heap: they leave it without another copy, and the garbage collector never sees them.</summary>
internal sealed class PixelMemory : SafeHandleZeroOrMinusOneIsInvalid
{
    public PixelMemory(nint pixels, int length)
        : base(ownsHandle: true)
    {
        SetHandle(pixels);
        Length = length;
    }

    /// <summary>Size in bytes.</summary>
    public int Length { get; }

    public unsafe byte* Start
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return (byte*)handle;
        }
    }

    /// <summary>Uninitialised memory.</summary>
    public static PixelMemory Allocate(int length)
    {
        var pixels = Vips.Allocate((nuint)length);
        return pixels == 0 ? throw new InsufficientMemoryException($"There is no memory for a picture of {length} bytes.") : new PixelMemory(pixels, length);
    }

    protected override bool ReleaseHandle()
    {
        Vips.Free(handle);
        return true;
    }
}
