using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Iris.Platform.Inference.Onnx;

/// <summary>
/// Assembles an ONNX model in memory: nodes are appended in topological order, weights become initialisers, and <see cref="ToModel"/> writes the
/// protobuf wire format of onnx.proto (field numbers from the ONNX specification, IR version 8).
/// </summary>
/// <param name="name">Shown by tools; has no meaning for the runtime.</param>
/// <param name="opset">Version of the default operator set that the nodes are written for.</param>
/// <param name="capacity">About how many bytes the weights have, where that is known: it spares copies.</param>
[SuppressMessage("Design", "CA1001", Justification = "A MemoryStream holds nothing that must be released.")]
internal sealed class OnnxGraph(string name, int opset = 13, int capacity = 0)
{
    private const int AttributeFloat = 1, AttributeInt = 2, AttributeString = 3, AttributeFloats = 6, AttributeInts = 7;

    private readonly MemoryStream graph = new(capacity + capacity / 16);
    private int names;

    /// <summary>Declares a float input; a dimension of -1 is dynamic.</summary>
    public void Input(string value, params ReadOnlySpan<long> shape) => Input(value, ElementType.Float, shape);

    /// <summary>Declares an input; a dimension of -1 is dynamic.</summary>
    public void Input(string value, ElementType type, params ReadOnlySpan<long> shape) => WriteMessage(graph, 11, ValueInfo(value, type, shape));

    /// <summary>Declares a float output; a dimension of -1 is dynamic.</summary>
    public void Output(string value, params ReadOnlySpan<long> shape) => Output(value, ElementType.Float, shape);

    /// <summary>Declares an output; a dimension of -1 is dynamic.</summary>
    public void Output(string value, ElementType type, params ReadOnlySpan<long> shape) => WriteMessage(graph, 12, ValueInfo(value, type, shape));

    /// <summary>Adds a weight, row-major in the given shape, and returns its name.</summary>
    public string Constant(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) => Initializer(ElementType.Float, MemoryMarshal.AsBytes(values), shape);

    /// <inheritdoc cref="Constant(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public string Constant(ReadOnlySpan<long> values, params ReadOnlySpan<long> shape) => Initializer(ElementType.Int64, MemoryMarshal.AsBytes(values), shape);

    /// <inheritdoc cref="Constant(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public string Constant(ReadOnlySpan<int> values, params ReadOnlySpan<long> shape) => Initializer(ElementType.Int32, MemoryMarshal.AsBytes(values), shape);

    /// <summary>A one-dimensional int64 constant: shapes, axes, pads.</summary>
    public string Indices(params ReadOnlySpan<long> values) => Constant(values, values.Length);

    /// <summary>Appends a node with one output and returns the output's name.</summary>
    public string Node(string op, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var output = NextName();
        Node(op, inputs, [output], attributes);
        return output;
    }

    /// <summary>Appends a node whose outputs get the given names. An empty input name leaves an optional input out.</summary>
    /// <param name="op">The operator's name in the default domain.</param>
    /// <param name="inputs">Names of inputs, constants or earlier outputs.</param>
    /// <param name="outputs">Names for what the node produces.</param>
    /// <param name="attributes">Values of type float, int, long, string, float[], int[] or long[].</param>
    public void Node(string op, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var node = new MemoryStream();
        foreach (var input in inputs)
        {
            WriteString(node, 1, input);
        }

        foreach (var output in outputs)
        {
            WriteString(node, 2, output);
        }

        WriteString(node, 4, op);
        foreach (var (attribute, value) in attributes)
        {
            WriteMessage(node, 5, Attribute(attribute, value));
        }

        WriteMessage(graph, 1, node);
    }

    /// <summary>A name that no other value of this graph has.</summary>
    public string NextName() => $"v{names++}";

    /// <summary>The finished model, as <c>InferenceSession</c> takes it.</summary>
    public byte[] ToModel()
    {
        WriteString(graph, 2, name);
        var operators = new MemoryStream();
        WriteInt(operators, 2, opset);

        var head = new MemoryStream();
        WriteInt(head, 1, 8);
        WriteString(head, 2, "Iris");
        WriteMessage(head, 8, operators);
        WriteLength(head, 7, graph.Length);

        // The graph is the last field, and copied only once: it holds all weights.
        var model = GC.AllocateUninitializedArray<byte>(checked((int)(head.Length + graph.Length)));
        head.GetBuffer().AsSpan(0, (int)head.Length).CopyTo(model);
        graph.GetBuffer().AsSpan(0, (int)graph.Length).CopyTo(model.AsSpan((int)head.Length));
        return model;
    }

    private string Initializer(ElementType type, ReadOnlySpan<byte> littleEndian, ReadOnlySpan<long> shape)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("ONNX tensors are little-endian.");
        }

        var output = NextName();
        var tensor = new MemoryStream();
        WritePacked(tensor, 1, shape);
        WriteInt(tensor, 2, (int)type);
        WriteString(tensor, 8, output);
        WriteLength(tensor, 9, littleEndian.Length);

        // Weights go straight to the graph: they are large.
        WriteLength(graph, 5, tensor.Length + littleEndian.Length);
        tensor.WriteTo(graph);
        graph.Write(littleEndian);
        return output;
    }

    private static MemoryStream ValueInfo(string value, ElementType type, ReadOnlySpan<long> shape)
    {
        var dimensions = new MemoryStream();
        for (var axis = 0; axis < shape.Length; axis++)
        {
            var dimension = new MemoryStream();
            if (shape[axis] < 0)
            {
                WriteString(dimension, 2, $"{value}_{axis}");
            }
            else
            {
                WriteInt(dimension, 1, shape[axis]);
            }

            WriteMessage(dimensions, 1, dimension);
        }

        var tensor = new MemoryStream();
        WriteInt(tensor, 1, (int)type);
        WriteMessage(tensor, 2, dimensions);
        var typeProto = new MemoryStream();
        WriteMessage(typeProto, 1, tensor);
        var info = new MemoryStream();
        WriteString(info, 1, value);
        WriteMessage(info, 2, typeProto);
        return info;
    }

    private static MemoryStream Attribute(string name, object value)
    {
        var attribute = new MemoryStream();
        WriteString(attribute, 1, name);
        switch (value)
        {
            case float number:
                WriteFloats(attribute, 2, [number], packed: false);
                WriteInt(attribute, 20, AttributeFloat);
                break;
            case int number:
                WriteInt(attribute, 3, number);
                WriteInt(attribute, 20, AttributeInt);
                break;
            case long number:
                WriteInt(attribute, 3, number);
                WriteInt(attribute, 20, AttributeInt);
                break;
            case string text:
                WriteString(attribute, 4, text);
                WriteInt(attribute, 20, AttributeString);
                break;
            case float[] numbers:
                WriteFloats(attribute, 7, numbers, packed: true);
                WriteInt(attribute, 20, AttributeFloats);
                break;
            case int[] numbers:
                WritePacked(attribute, 8, Array.ConvertAll(numbers, number => (long)number));
                WriteInt(attribute, 20, AttributeInts);
                break;
            case long[] numbers:
                WritePacked(attribute, 8, numbers);
                WriteInt(attribute, 20, AttributeInts);
                break;
            default:
                throw new ArgumentException($"An attribute can't hold a {value.GetType().Name}.", nameof(value));
        }

        return attribute;
    }

    private static void Write(MemoryStream target, Action<CodedOutputStream> write)
    {
        using var output = new CodedOutputStream(target, leaveOpen: true);
        write(output);
    }

    private static void WriteInt(MemoryStream target, int field, long value) => Write(target, output =>
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    });

    private static void WriteString(MemoryStream target, int field, string value) => Write(target, output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    });

    private static void WriteBytes(MemoryStream target, int field, ReadOnlySpan<byte> value)
    {
        WriteLength(target, field, value.Length);
        target.Write(value);
    }

    private static void WriteLength(MemoryStream target, int field, long length) => Write(target, output =>
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteLength(checked((int)length));
    });

    private static void WriteMessage(MemoryStream target, int field, MemoryStream message) =>
        WriteBytes(target, field, message.GetBuffer().AsSpan(0, checked((int)message.Length)));

    private static void WritePacked(MemoryStream target, int field, ReadOnlySpan<long> values)
    {
        var numbers = values.ToArray();
        var packed = new MemoryStream();
        Write(packed, output =>
        {
            foreach (var number in numbers)
            {
                output.WriteInt64(number);
            }
        });
        WriteMessage(target, field, packed);
    }

    private static void WriteFloats(MemoryStream target, int field, float[] values, bool packed)
    {
        var bytes = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        if (packed)
        {
            WriteBytes(target, field, bytes);
            return;
        }

        Write(target, output => output.WriteTag(field, WireFormat.WireType.Fixed32));
        target.Write(bytes);
    }
}
