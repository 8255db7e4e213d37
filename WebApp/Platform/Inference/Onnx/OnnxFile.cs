namespace Iris.Platform.Inference.Onnx;

/// <summary>An input or output of a model file.</summary>
/// <param name="Name">As the graph calls it.</param>
/// <param name="Type">By the number of onnx.proto; one that <see cref="ElementType"/> does not name is possible.</param>
/// <param name="Shape">Dimensions; null for one that is not fixed.</param>
/// <param name="Symbols">Names of the dimensions that have one; as long as <paramref name="Shape"/>.</param>
internal sealed record OnnxPort(string Name, ElementType Type, IReadOnlyList<int?> Shape, IReadOnlyList<string?> Symbols);

/// <summary>
/// What a model file says of itself. Its nodes and weights are skipped, so that a file of gigabytes is judged in milliseconds and without the runtime.
/// Field numbers: onnx.proto of the ONNX specification.
/// </summary>
/// <param name="Inputs">What a run must be given: weights, which old exports list among the inputs, are left out.</param>
/// <param name="Outputs">What a run can give.</param>
/// <param name="Weights">Files beside the model that hold its weights, with the least size in bytes that each must have.</param>
internal sealed record OnnxFile(IReadOnlyList<OnnxPort> Inputs, IReadOnlyList<OnnxPort> Outputs, IReadOnlyDictionary<string, long> Weights)
{
    /// <exception cref="InvalidDataException">It is no ONNX model, or cut off.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static OnnxFile Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 14);
        return new Parser(stream).Read();
    }

    private sealed class Parser(Stream stream)
    {
        private readonly ProtobufReader reader = new(stream);
        private readonly List<OnnxPort> inputs = [], outputs = [];
        private readonly Dictionary<string, long> files = [];
        private readonly HashSet<string> constants = [];

        public OnnxFile Read()
        {
            reader.Visit(field =>
            {
                if (field.Number == 7) reader.Visit(field, Graph);
            });
            inputs.RemoveAll(input => constants.Contains(input.Name));
            return outputs.Count > 0 ? new OnnxFile(inputs, outputs, files) : throw new InvalidDataException("The file holds no graph.");
        }

        private void Graph(ProtobufReader.Field field)
        {
            switch (field.Number)
            {
                case 5:
                    Initializer(field);
                    break;
                case 11:
                    inputs.Add(Port(field));
                    break;
                case 12:
                    outputs.Add(Port(field));
                    break;
            }
        }

        private void Initializer(ProtobufReader.Field tensor)
        {
            var isOutside = false;
            var entries = new Dictionary<string, string>();
            reader.Visit(tensor, field =>
            {
                switch (field.Number)
                {
                    case 8:
                        constants.Add(reader.Text(field));
                        break;
                    case 13:
                        var entry = new string[3];
                        reader.Visit(field, part => entry[Math.Clamp(part.Number, 0, 2)] = reader.Text(part));
                        entries[entry[1] ?? ""] = entry[2] ?? "";
                        break;
                    case 14:
                        isOutside = field.Value == 1;
                        break;
                }
            });
            if (!isOutside) return;
            var location = entries.GetValueOrDefault("location", "");
            _ = long.TryParse(entries.GetValueOrDefault("offset"), out var offset);
            _ = long.TryParse(entries.GetValueOrDefault("length"), out var length);
            files[location] = Math.Max(files.GetValueOrDefault(location), offset + length);
        }

        private OnnxPort Port(ProtobufReader.Field info)
        {
            var (name, type) = ("", default(ElementType));
            List<int?> shape = [];
            List<string?> symbols = [];
            reader.Visit(info, field =>
            {
                if (field.Number == 1) name = reader.Text(field);
                if (field.Number == 2) reader.Visit(field, Kind);
            });
            return new OnnxPort(name, type, shape, symbols);

            void Kind(ProtobufReader.Field field)
            {
                if (field.Number == 1) reader.Visit(field, Tensor);
            }

            void Tensor(ProtobufReader.Field field)
            {
                if (field.Number == 1) type = (ElementType)field.Value;
                if (field.Number == 2) reader.Visit(field, Dimension);
            }

            void Dimension(ProtobufReader.Field dimension)
            {
                var (size, symbol) = (default(int?), default(string));
                reader.Visit(dimension, field =>
                {
                    if (field.Number == 1) size = field.Value is > 0 and <= int.MaxValue ? (int)field.Value : null;
                    if (field.Number == 2) symbol = reader.Text(field);
                });
                shape.Add(size);
                symbols.Add(symbol);
            }
        }
    }
}
