using System.Text;

namespace Iris.Platform.Inference.Onnx;

/// <summary>
/// Walks over a message in protobuf's wire format without loading it: what nobody asks for is jumped over. CodedInputStream reads every byte of a
/// stream, and model files have gigabytes.
/// </summary>
internal sealed class ProtobufReader(Stream stream)
{
    private const int MaxText = 1 << 16;

    private readonly byte[] word = new byte[sizeof(ulong)];

    /// <summary>A field of a message.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="Value">The number it holds, or the length of the message, text or bytes.</param>
    /// <param name="End">Where it ends in the stream.</param>
    public readonly record struct Field(int Number, long Value, long End);

    /// <summary>Visits all fields of the whole stream.</summary>
    /// <exception cref="InvalidDataException">It is cut off, or no protobuf.</exception>
    public void Visit(Action<Field> visit) => Visit(stream.Length, visit);

    /// <summary>Visits all fields of a message that is being visited.</summary>
    /// <exception cref="InvalidDataException">It is cut off, or no protobuf.</exception>
    public void Visit(Field message, Action<Field> visit) => Visit(message.End, visit);

    /// <summary>The text that a field holds, which is being visited.</summary>
    /// <exception cref="InvalidDataException">It is longer than any name.</exception>
    public string Text(Field field)
    {
        if (field.End - stream.Position != field.Value || field.Value > MaxText) throw new InvalidDataException("A field is not the text that it should be.");
        var bytes = new byte[field.Value];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private void Visit(long end, Action<Field> visit)
    {
        while (stream.Position < end)
        {
            var field = Next(end);
            visit(field);
            stream.Position = field.End;
        }
    }

    private Field Next(long end)
    {
        var tag = Varint();
        var (value, length) = (tag & 7) switch
        {
            0 => (Varint(), 0),
            1 => (Word(8), 0),
            2 when Varint() is var size => (size, size),
            5 => (Word(4), 0),
            _ => throw new InvalidDataException("The file is not in protobuf's format."),
        };
        return length >= 0 && length <= end - stream.Position
            ? new Field((int)(tag >> 3), value, stream.Position + length)
            : throw new InvalidDataException("The file is cut off.");
    }

    private long Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = stream.ReadByte();
            if (part < 0) throw new InvalidDataException("The file is cut off.");
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return (long)value;
        }

        throw new InvalidDataException("The file is not in protobuf's format.");
    }

    private long Word(int size)
    {
        if (stream.ReadAtLeast(word.AsSpan(0, size), size, throwOnEndOfStream: false) < size) throw new InvalidDataException("The file is cut off.");
        return BitConverter.ToInt64(word) & (size == 4 ? uint.MaxValue : -1);
    }
}
