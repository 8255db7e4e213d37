using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Iris.Platform.Imaging;

namespace Iris.Tests.Platform.Imaging;

/// <summary>Writes picture files byte by byte, so that their headers can lie.</summary>
internal static class PictureFiles
{
    /// <summary>A PNG whose rows all hold <paramref name="row"/> (without the filter byte), or zeros.</summary>
    public static byte[] Png(int width, int height, int depth = 8, int colourType = 2, byte[]? row = null, params (string Type, byte[] Content)[] chunks)
    {
        var channels = colourType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = ((byte)depth, (byte)colourType);
        var line = new byte[1 + ((long)width * channels * depth + 7) / 8];
        row?.CopyTo(line, 1);

        var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A]);
        file.Write(Chunk("IHDR", header));
        foreach (var (type, content) in chunks)
        {
            file.Write(Chunk(type, content));
        }

        file.Write(Chunk("IDAT", Deflate(line, height)));
        file.Write(Chunk("IEND", []));
        return file.ToArray();
    }

    /// <summary>A chunk of text or profile: a keyword, and <paramref name="megabytes"/> of zeros, compressed.</summary>
    public static byte[] CompressedChunk(int megabytes) => [.. "Comment\0\0"u8, .. Deflate(new byte[1_000_000], megabytes)];

    /// <summary>An EXIF segment (APP1) with an orientation, put into a JPEG.</summary>
    public static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        // TIFF header, one directory with one entry: tag 0x0112, type short, count 1.
        byte[] exif =
        [
            .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        return WithSegment(jpeg, 0xE1, exif);
    }

    /// <summary>Puts a segment behind the start of a JPEG.</summary>
    public static byte[] WithSegment(byte[] jpeg, byte marker, byte[] content)
    {
        var length = content.Length + 2;
        return [.. jpeg.AsSpan(0, 2), 0xFF, marker, (byte)(length >> 8), (byte)length, .. content, .. jpeg.AsSpan(2)];
    }

    /// <summary>Changes the size that a baseline JPEG claims to have.</summary>
    public static byte[] WithJpegSize(byte[] jpeg, int width, int height)
    {
        var file = jpeg.ToArray();
        var frame = file.AsSpan(file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]));
        BinaryPrimitives.WriteUInt16BigEndian(frame[5..], (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(frame[7..], (ushort)width);
        return file;
    }

    /// <summary>A progressive JPEG whose last scan is repeated.</summary>
    public static byte[] ProgressiveJpeg(int width, int height, int moreScans)
    {
        using var picture = Samples.Plain(width, height, 0, 0, 0);
        using var image = Samples.ToImage(picture);
        var file = image.JpegsaveBuffer(interlace: true);
        var scan = file[file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA])..^2];
        return [.. file.AsSpan(0, file.Length - 2), .. Enumerable.Repeat(scan, moreScans).SelectMany(bytes => bytes), 0xFF, 0xD9];
    }

    /// <summary>Frames of one pixel each on a canvas of any size.</summary>
    public static byte[] Gif(int width, int height, int frames = 1, int frameWidth = 1, int frameHeight = 1)
    {
        byte[] frame = [0x2C, 0, 0, 0, 0, .. Little(frameWidth), .. Little(frameHeight), 0, 2, 2, 0x4C, 1, 0];
        return [.. "GIF89a"u8, .. Little(width), .. Little(height), 0x80, 0, 0, 0, 0, 0, 255, 255, 255, .. Enumerable.Repeat(frame, frames).SelectMany(bytes => bytes), 0x3B];

        static byte[] Little(int number) => [(byte)number, (byte)(number >> 8)];
    }

    /// <summary>An animated WebP with one small frame on a canvas of any size up to 16,384.</summary>
    public static byte[] AnimatedWebP(int canvas)
    {
        using var picture = Samples.Plain(8, 8, 200, 0, 0);
        var still = picture.Encode(PictureFormat.WebP).AsSpan(12);
        byte[] side = [(byte)(canvas - 1), (byte)((canvas - 1) >> 8), 0];
        byte[] file =
        [
            .. "RIFF\0\0\0\0WEBPVP8X"u8, 10, 0, 0, 0, 2, 0, 0, 0, .. side, .. side, .. "ANIM"u8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            .. "ANMF"u8, .. BitConverter.GetBytes(16 + still.Length), 0, 0, 0, 0, 0, 0, 7, 0, 0, 7, 0, 0, 100, 0, 0, 0, .. still,
        ];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }

    private static byte[] Deflate(byte[] block, int times)
    {
        var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < times; i++)
            {
                deflate.Write(block);
            }
        }

        return compressed.ToArray();
    }

    /// <summary>A chunk of a PNG file with its length and checksum.</summary>
    public static byte[] Chunk(string type, byte[] content)
    {
        byte[] checkedPart = [.. Encoding.ASCII.GetBytes(type), .. content];
        var chunk = new byte[checkedPart.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        checkedPart.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4 + checkedPart.Length), Crc(checkedPart));
        return chunk;
    }

    /// <summary>CRC-32 of the PNG specification, annex D.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }
        }

        return ~crc;
    }
}
