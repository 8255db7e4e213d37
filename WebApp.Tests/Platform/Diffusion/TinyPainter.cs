using System.Text.Json;
using System.Text.Json.Nodes;
using Iris.Platform.Diffusion;
using Iris.Platform.Diffusion.Sampling;
using Iris.Platform.Inference;
using Iris.Platform.Inference.Onnx;
using Iris.Platform.Inference.Remote;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace Iris.Tests.Platform.Diffusion;

/// <summary>
/// A folder of weights as exporters of Stable Diffusion write it, with random weights of a few hundred kilobytes: real convolutions, cross-attention and
/// upsampling under the usual names, types and shapes. Removed on <see cref="Dispose"/>.
/// </summary>
internal sealed class TinyPainter : IDisposable
{
    public const int Tokens = 77, Edge = 8, Channels = 4, Width = 32, Picture = 64;

    private readonly string home = Directory.CreateTempSubdirectory("iris-painter-").FullName;

    /// <summary>Half precision everywhere, as exporters write it for graphics cards.</summary>
    public bool IsHalf { get; init; }

    /// <summary>A latent consistency model: the denoiser takes embedded guidance.</summary>
    public bool IsConsistency { get; init; }

    /// <summary>The weights lie beside the networks, as they must above two gigabytes.</summary>
    public bool HasExternalWeights { get; init; }

    public ElementType Ids { get; init; } = ElementType.Int32;

    public ElementType Timestep { get; init; } = ElementType.Int64;

    /// <summary>-1 for one timestep per picture, 0 for a scalar.</summary>
    public int TimestepDimensions { get; init; } = 1;

    /// <summary>Channels that the decoder reads.</summary>
    public int DecoderChannels { get; init; } = Channels;

    /// <summary>Numbers per token that the text encoder gives.</summary>
    public int TextWidth { get; init; } = Width;

    /// <summary>The folder of all painters; the painter's own is its folder <c>tiny</c>.</summary>
    public string Home => home;

    public string Folder => Path.Combine(home, "tiny");

    private ElementType Real => IsHalf ? ElementType.Half : ElementType.Float;

    /// <summary>Writes the files.</summary>
    public TinyPainter Written()
    {
        foreach (var part in new[] { "tokenizer", "text_encoder", "unet", "vae_decoder", "scheduler" }) Directory.CreateDirectory(Path.Combine(Folder, part));
        WriteTokenizer();
        Write("text_encoder/model.onnx", TextEncoder());
        Write("unet/model.onnx", Denoiser());
        Write("vae_decoder/model.onnx", Decoder());
        Json("text_encoder/config.json", new() { ["hidden_size"] = TextWidth, ["vocab_size"] = 1024 });
        Json("unet/config.json", new() { ["sample_size"] = Edge, ["in_channels"] = Channels, ["cross_attention_dim"] = Width, ["time_cond_proj_dim"] = IsConsistency ? 256 : null });
        Json("vae_decoder/config.json", new() { ["scaling_factor"] = 0.18215, ["latent_channels"] = DecoderChannels, ["block_out_channels"] = new JsonArray(8, 8, 8, 8) });
        Json("model_index.json", new() { ["_class_name"] = IsConsistency ? "LatentConsistencyModelPipeline" : "StableDiffusionPipeline" });
        Json("scheduler/scheduler_config.json", new()
        {
            ["_class_name"] = IsConsistency ? "LCMScheduler" : "PNDMScheduler",
            ["num_train_timesteps"] = 1000,
            ["beta_start"] = 0.00085,
            ["beta_end"] = 0.012,
            ["beta_schedule"] = "scaled_linear",
            ["steps_offset"] = 1,
            ["set_alpha_to_one"] = IsConsistency,
            ["skip_prk_steps"] = true,
            ["clip_sample"] = false,
            ["trained_betas"] = null,
        });
        return this;
    }

    /// <summary>Overwrites a JSON file of the folder.</summary>
    public void Json(string file, JsonObject content) => File.WriteAllText(Path.Combine(Folder, file), content.ToJsonString());

    /// <summary>Changes one key of a JSON file of the folder.</summary>
    public void Change(string file, string key, JsonNode? value)
    {
        var content = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!.AsObject();
        content[key] = value;
        Json(file, content);
    }

    /// <summary>Makes another painter beside this one: the same small files, and networks that a server runs.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="server">Named in its <c>remote.json</c>.</param>
    /// <param name="of">Id of the painter on the server.</param>
    /// <returns>Its folder.</returns>
    public string WithRemote(string id, string server = "gpu", string of = "tiny") => RemoteOf(Folder, Path.Combine(home, id), server, of);

    /// <inheritdoc cref="WithRemote"/>
    public static string RemoteOf(string folder, string target, string server, string of)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("model.onnx", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var models = new JsonObject { ["text_encoder"] = $"{of}-text_encoder", ["unet"] = $"{of}-unet", ["vae_decoder"] = $"{of}-vae_decoder" };
        File.WriteAllText(Path.Combine(target, "remote.json"), new JsonObject { ["server"] = server, ["models"] = models }.ToJsonString());
        return target;
    }

    /// <summary>The catalogue over this folder; nothing is embedded.</summary>
    public Painters Catalogue(string? embedded = null, ModelServers? servers = null)
    {
        var metrics = ActivatorUtilities.CreateInstance<InferenceMetrics>(new ServiceCollection().AddMetrics().BuildServiceProvider());
        return new Painters(embedded ?? Path.Combine(home, ".none"), home, Processor.Cpu.Session(threads: 2), servers ?? ModelServers.None, metrics, NullLogger<Painters>.Instance);
    }

    public void Dispose() => Directory.Delete(home, recursive: true);

    /// <summary>The bytes and their word ends in CLIP's order, CLIP's first merges, and the two special tokens.</summary>
    private void WriteTokenizer()
    {
        string[] merges = ["i n", "t h", "a n", "r e", "a r", "e r", "th e</w>", "in g</w>"];
        var printable = Enumerable.Range('!', 94).Concat(Enumerable.Range(0xA1, 12)).Concat(Enumerable.Range(0xAE, 82)).Select(code => (char)code);
        var letters = printable.Concat(Enumerable.Range(256, 68).Select(code => (char)code)).Select(letter => $"{letter}").ToList();
        string[] tokens = [.. letters, .. letters.Select(letter => letter + "</w>"), .. merges.Select(pair => pair.Replace(" ", "")), "<|startoftext|>", "<|endoftext|>"];
        File.WriteAllText(Path.Combine(Folder, "tokenizer/vocab.json"), JsonSerializer.Serialize(tokens.Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id)));
        File.WriteAllText(Path.Combine(Folder, "tokenizer/merges.txt"), "#version: 0.2\n" + string.Join('\n', merges) + "\n");
        Json("tokenizer/tokenizer_config.json", new() { ["model_max_length"] = Tokens, ["pad_token"] = "<|endoftext|>" });
    }

    private OnnxGraph TextEncoder()
    {
        var graph = new OnnxGraph("text_encoder");
        graph.Input("input_ids", Ids, -1, Tokens);
        graph.Output("last_hidden_state", Real, -1, Tokens, TextWidth);
        graph.Output("pooler_output", Real, -1, TextWidth);
        var embedded = graph.Node("Gather", [Weight(graph, 1, 1024, TextWidth), "input_ids"]);
        var placed = graph.Node("Add", [embedded, Weight(graph, 1, Tokens, TextWidth)]);
        graph.Node("Tanh", [graph.Node("MatMul", [placed, Weight(graph, 0.2f, TextWidth, TextWidth)])], ["last_hidden_state"]);
        graph.Node("ReduceMean", ["last_hidden_state"], ["pooler_output"], ("axes", new[] { 1 }), ("keepdims", 0));
        return graph;
    }

    private OnnxGraph Denoiser()
    {
        var graph = new OnnxGraph("unet");
        graph.Input("sample", Real, -1, Channels, -1, -1);
        if (TimestepDimensions == 0) graph.Input("timestep", Timestep);
        else graph.Input("timestep", Timestep, -1);
        graph.Input("encoder_hidden_states", Real, -1, -1, Width);
        if (IsConsistency) graph.Input("timestep_cond", Real, -1, 256);
        graph.Output("out_sample", Real, -1, Channels, -1, -1);

        var time = graph.Node("Reshape", [graph.Node("Cast", ["timestep"], ("to", (int)Real)), graph.Indices(-1, 1)]);
        var angles = graph.Node("Mul", [time, Weight(graph, 0.01f, 1, Width)]);
        var condition = graph.Node("MatMul", [graph.Node("Sin", [angles]), Weight(graph, 0.2f, Width, Width)]);
        if (IsConsistency) condition = graph.Node("Add", [condition, graph.Node("MatMul", ["timestep_cond", Weight(graph, 0.1f, 256, Width)])]);
        var h = graph.Node("Conv", ["sample", Weight(graph, 0.2f, Width, Channels, 3, 3)], ("pads", new[] { 1, 1, 1, 1 }));
        h = graph.Node("Add", [h, graph.Node("Reshape", [condition, graph.Indices(-1, Width, 1, 1)])]);
        h = graph.Node("Mul", [h, graph.Node("Sigmoid", [h])]);

        var pixels = graph.Node("Transpose", [graph.Node("Reshape", [h, graph.Indices(0, Width, -1)])], ("perm", new[] { 0, 2, 1 }));
        var q = graph.Node("MatMul", [pixels, Weight(graph, 0.2f, Width, Width)]);
        var k = graph.Node("Transpose", [graph.Node("MatMul", ["encoder_hidden_states", Weight(graph, 0.3f, Width, Width)])], ("perm", new[] { 0, 2, 1 }));
        var v = graph.Node("MatMul", ["encoder_hidden_states", Weight(graph, 0.3f, Width, Width)]);
        var attended = graph.Node("MatMul", [graph.Node("Softmax", [graph.Node("MatMul", [q, k])], ("axis", 2)), v]);
        attended = graph.Node("Reshape", [graph.Node("Transpose", [attended], ("perm", new[] { 0, 2, 1 })), graph.Node("Shape", [h])]);
        graph.Node("Conv", [graph.Node("Add", [h, attended]), Weight(graph, 0.1f, Channels, Width, 3, 3)], ["out_sample"], ("pads", new[] { 1, 1, 1, 1 }));
        return graph;
    }

    private OnnxGraph Decoder()
    {
        var graph = new OnnxGraph("vae_decoder");
        graph.Input("latent_sample", Real, -1, DecoderChannels, -1, -1);
        graph.Output("sample", Real, -1, 3, -1, -1);
        var h = graph.Node("Relu", [graph.Node("Conv", ["latent_sample", Weight(graph, 0.1f, 16, DecoderChannels, 1, 1)])]);
        h = graph.Node("Resize", [h, "", graph.Constant([1f, 1, 8, 8], 4)], ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"));
        graph.Node("Tanh", [graph.Node("Conv", [h, Weight(graph, 0.1f, 3, 16, 3, 3)], ("pads", new[] { 1, 1, 1, 1 }))], ["sample"]);
        return graph;
    }

    private int weights;

    /// <summary>Normal weights of this deviation; the same at every run.</summary>
    private string Weight(OnnxGraph graph, float deviation, params ReadOnlySpan<long> shape)
    {
        var values = new float[shape.ToArray().Aggregate(1L, (product, size) => product * size)];
        new Noise(7).Fill(weights++, values);
        for (var i = 0; i < values.Length; i++) values[i] *= deviation;
        var weight = graph.Constant(values, shape);
        return IsHalf ? graph.Node("Cast", [weight], ("to", (int)ElementType.Half)) : weight;
    }

    private void Write(string file, OnnxGraph graph)
    {
        var path = Path.Combine(Folder, file);
        if (!HasExternalWeights)
        {
            File.WriteAllBytes(path, graph.ToModel());
            return;
        }

        // The runtime itself writes models with weights beside them.
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, OptimizedModelFilePath = path };
        options.AddSessionConfigEntry("session.optimized_model_external_initializers_file_name", "model.onnx_data");
        options.AddSessionConfigEntry("session.optimized_model_external_initializers_min_size_in_bytes", "100");
        new InferenceSession(graph.ToModel(), options).Dispose();
    }
}
