using System.Runtime.InteropServices;
using System.Text.Json;

namespace Iris.Platform.Faces.FaceApi.Graphs;

/// <summary>
/// The weights of one network of npm @vladmandic/face-api: a manifest that names the tensors, and one file with their bytes, in the same order. Most
/// tensors are quantised to 8 bits: value = q × scale + min.
/// </summary>
internal sealed class WeightFile
{
    private readonly string network;
    private readonly byte[] data;
    private readonly Dictionary<string, (Entry Entry, int Offset)> tensors = [];

    /// <param name="network">For error messages.</param>
    /// <param name="manifest">The manifest's JSON.</param>
    /// <param name="data">The bytes that it describes.</param>
    /// <exception cref="InvalidDataException">The manifest and the data do not fit.</exception>
    public WeightFile(string network, ReadOnlySpan<byte> manifest, byte[] data)
    {
        this.network = network;
        this.data = data;
        if (JsonSerializer.Deserialize<Group[]>(manifest, JsonSerializerOptions.Web) is not [{ Weights: var entries }])
        {
            throw new InvalidDataException($"The manifest of '{network}' must describe one group of weights.");
        }

        var offset = 0;
        foreach (var entry in entries)
        {
            tensors.Add(entry.Name, (entry, offset));
            offset = checked(offset + entry.Length * (entry.Quantization is null ? sizeof(float) : 1));
        }

        if (offset != data.Length)
        {
            throw new InvalidDataException($"The weights of '{network}' have {data.Length} bytes, its manifest describes {offset}.");
        }
    }

    /// <summary>Number of all values.</summary>
    public int FloatCount => tensors.Values.Sum(tensor => tensor.Entry.Length);

    /// <summary>Opens the weights that the npm package ships, such as <c>age_gender_model</c>.</summary>
    public static WeightFile Open(string network)
    {
        var folder = Path.Combine(NodePackages.Find("@vladmandic/face-api"), "model");
        return new(network, File.ReadAllBytes(Path.Combine(folder, $"{network}-weights_manifest.json")), File.ReadAllBytes(Path.Combine(folder, $"{network}.bin")));
    }

    /// <summary>The shape of a tensor; a kernel's is height, width, input channels, output channels.</summary>
    public int[] Shape(string tensor) => Find(tensor).Entry.Shape;

    /// <summary>The values of a tensor, row-major.</summary>
    /// <exception cref="InvalidDataException">There is no such tensor, or it does not hold floats.</exception>
    public float[] Read(string tensor)
    {
        var values = GC.AllocateUninitializedArray<float>(Find(tensor).Entry.Length);
        Read(tensor, values);
        return values;
    }

    /// <inheritdoc cref="Read(string)"/>
    public void Read(string tensor, Span<float> values)
    {
        var (entry, offset) = Find(tensor);
        if (entry.Quantization is not { } quantization)
        {
            MemoryMarshal.Cast<byte, float>(data.AsSpan(offset, entry.Length * sizeof(float))).CopyTo(values);
            return;
        }

        // In double, as TensorFlow.js does it; the 256 possible values are computed once.
        Span<float> levels = stackalloc float[256];
        for (var level = 0; level < levels.Length; level++)
        {
            levels[level] = (float)(level * quantization.Scale + quantization.Min);
        }

        var quantised = data.AsSpan(offset, entry.Length);
        for (var i = 0; i < quantised.Length; i++)
        {
            values[i] = levels[quantised[i]];
        }
    }

    private (Entry Entry, int Offset) Find(string tensor)
    {
        if (!tensors.TryGetValue(tensor, out var found))
        {
            throw new InvalidDataException($"'{network}' has no tensor '{tensor}'.");
        }

        var (entry, _) = found;
        return entry is { Dtype: "float32", Quantization: null or { Dtype: "uint8" } }
            ? found
            : throw new InvalidDataException($"The tensor '{tensor}' of '{network}' is {entry.Dtype} stored as {entry.Quantization?.Dtype ?? entry.Dtype}, not float32 or uint8.");
    }

    private sealed record Group(Entry[] Weights);

    private sealed record Entry(string Name, int[] Shape, string Dtype, Quantization? Quantization)
    {
        public int Length { get; } = Shape.Aggregate(1, (product, size) => checked(product * size));
    }

    private sealed record Quantization(string Dtype, double Scale, double Min);
}
