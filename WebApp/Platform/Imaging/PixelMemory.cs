using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NetVips;

namespace Iris.Platform.Imaging;

/// <summary>Pixels outside of the managed heap: libvips writes them there, and the garbage collector never copies or counts them.</summary>
internal sealed unsafe class PixelMemory : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly bool fromLibvips;

    private PixelMemory(nint pixels, int length, bool fromLibvips)
        : base(ownsHandle: true)
    {
        (Length, this.fromLibvips) = (length, fromLibvips);
        SetHandle(pixels);
    }

    /// <summary>Size in bytes.</summary>
    public int Length { get; }

    public byte* Start
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return (byte*)handle;
        }
    }

    /// <summary>Uninitialised memory.</summary>
    public static PixelMemory Allocate(int length) => new((nint)NativeMemory.Alloc((nuint)length), length, fromLibvips: false);

    /// <summary>Computes all pixels of an image: rows top to bottom, bands interleaved, no padding.</summary>
    /// <exception cref="VipsException">The bytes behind it are broken.</exception>
    public static PixelMemory Of(Image image)
    {
        var pixels = image.WriteToMemory(out var length);
        return new PixelMemory(pixels, checked((int)length), fromLibvips: true);
    }

    protected override bool ReleaseHandle()
    {
        if (fromLibvips)
        {
            NetVips.NetVips.Free(handle);
        }
        else
        {
            NativeMemory.Free((void*)handle);
        }

        return true;
    }
}
