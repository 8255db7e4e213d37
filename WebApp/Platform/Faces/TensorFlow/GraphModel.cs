using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Iris.Platform.Faces.TensorFlow;

/// <summary>A TensorFlow.js graph model: a JSON file with the nodes, the signature and the list of weights, and the weights' binary files beside it.</summary>
internal sealed class GraphModel
{
    private GraphModel(string name, IReadOnlyList<GraphNode> nodes, IReadOnlyDictionary<string, Weight> weights, IReadOnlyList<(string, string)> outputs) =>
        (Name, Nodes, Weights, Outputs) = (name, nodes, weights, outputs);

    public string Name { get; }

    /// <summary>The operations, each after all that it reads.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    /// <summary>Values of the <c>Const</c> nodes, by node name.</summary>
    public IReadOnlyDictionary<string, Weight> Weights { get; }

    /// <summary>What the graph returns: the published name and the node output behind it.</summary>
    public IReadOnlyList<(string Name, string Value)> Outputs { get; }

    /// <summary>Reads a model and its weights.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="InvalidDataException">The file is no graph model, or stores weights in a way that no face network uses.</exception>
    public static GraphModel Read(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        var json = file.RootElement.Clone();
        var nodes = json.GetProperty("modelTopology").GetProperty("node").EnumerateArray().Select(node => new GraphNode(node));
        // The signature sits at the top, or under userDefinedMetadata, where the networks of MediaPipe have it.
        var signature = json.TryGetProperty("signature", out var top) ? top : json.GetProperty("userDefinedMetadata").GetProperty("signature");
        var outputs = signature.GetProperty("outputs").EnumerateObject()
            .Select(output => (First(output.Name), First(output.Value.GetProperty("name").GetString()!)));
        return new GraphModel(Path.GetFileNameWithoutExtension(path), Sort(nodes), ReadWeights(path, json.GetProperty("weightsManifest")), [.. outputs]);
    }

    /// <summary>Drops the <c>:0</c> that may stand behind the name of a node's first output.</summary>
    public static string First(string output) => output.EndsWith(":0", StringComparison.Ordinal) ? output[..^2] : output;

    private static List<GraphNode> Sort(IEnumerable<GraphNode> nodes)
    {
        var byName = nodes.ToDictionary(node => node.Name);
        var sorted = new List<GraphNode>(byName.Count);
        var visited = new HashSet<string>();

        void Visit(GraphNode node)
        {
            if (!visited.Add(node.Name))
            {
                return;
            }

            foreach (var input in node.Inputs)
            {
                Visit(byName[input.Split(':')[0]]);
            }

            sorted.Add(node);
        }

        foreach (var node in byName.Values)
        {
            Visit(node);
        }

        return sorted;
    }

    private static Dictionary<string, Weight> ReadWeights(string path, JsonElement manifest)
    {
        var weights = new Dictionary<string, Weight>();
        foreach (var group in manifest.EnumerateArray())
        {
            var shards = group.GetProperty("paths").EnumerateArray().Select(shard => File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(path)!, shard.GetString()!)));
            ReadOnlySpan<byte> bytes = shards.ToArray() is [var single] ? single : shards.SelectMany(shard => shard).ToArray();
            foreach (var entry in group.GetProperty("weights").EnumerateArray())
            {
                var (weight, size) = ReadWeight(entry, bytes);
                weights.Add(entry.GetProperty("name").GetString()!, weight);
                bytes = bytes[size..];
            }
        }

        return weights;
    }

    private static (Weight Weight, int Size) ReadWeight(JsonElement entry, ReadOnlySpan<byte> bytes)
    {
        long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        var count = (int)shape.Aggregate(1L, (product, size) => product * size);
        var type = entry.GetProperty("dtype").GetString()!;
        if (entry.TryGetProperty("quantization", out var quantization))
        {
            type += " as " + quantization.GetProperty("dtype").GetString();
        }

        switch (type)
        {
            case "float32":
                return (new Weight(shape, MemoryMarshal.Cast<byte, float>(bytes[..(count * sizeof(float))]).ToArray(), null), count * sizeof(float));
            case "float32 as float16":
                var floats = new float[count];
                var halves = MemoryMarshal.Cast<byte, Half>(bytes[..(count * sizeof(short))]);
                for (var i = 0; i < count; i++)
                {
                    floats[i] = (float)halves[i];
                }

                return (new Weight(shape, floats, null), count * sizeof(short));
            case "int32":
                var integers = new long[count];
                for (var i = 0; i < count; i++)
                {
                    integers[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
                }

                return (new Weight(shape, null, integers), count * sizeof(int));
            default:
                throw new InvalidDataException($"The weight '{entry.GetProperty("name").GetString()}' is stored as {type}, which is not supported.");
        }
    }
}
