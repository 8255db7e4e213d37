using System.Globalization;
using System.Text.Json.Nodes;
using Iris.Platform.Diffusion;
using Iris.Platform.Diffusion.Schedulers;
using Iris.Platform.Inference.Onnx;

namespace Iris.Tests.Platform.Diffusion;

/// <summary>What is wrong with a folder is said exactly, and nothing else suffers from it.</summary>
public sealed class ModelFolderTests : IDisposable
{
    private TinyPainter folder = new TinyPainter().Written();

    [Fact]
    public void A_whole_folder_is_described()
    {
        var description = Entry().Description!;

        Assert.Equal(("tiny", "tiny", 25, 7.5f, 64), (description.Id, description.Name, description.Steps, description.Guidance, description.Size));
        Assert.Equal(SchedulerKind.Ddim, description.Scheduler);
        Assert.Equal([64, 128, 256], description.Sizes);
        Assert.False(description.HasVocabulary);
    }

    [Theory]
    [InlineData("tokenizer/vocab.json")]
    [InlineData("tokenizer/merges.txt")]
    [InlineData("text_encoder/model.onnx")]
    [InlineData("unet/model.onnx")]
    [InlineData("vae_decoder/model.onnx")]
    [InlineData("scheduler/scheduler_config.json")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(PathOf(file));

        AssertProblem($"The file {file} is missing.");
    }

    [Fact]
    public void A_missing_part_is_named_by_its_file()
    {
        Directory.Delete(PathOf("unet"), recursive: true);

        AssertProblem("The file unet/model.onnx is missing.");
    }

    [Theory]
    [InlineData("unet/config.json", "{\n  \"sample_size\": 8,,\n}", 2)]
    [InlineData("scheduler/scheduler_config.json", "", 1)]
    [InlineData("tokenizer/vocab.json", "[1, 2]", 1)]
    [InlineData("vae_decoder/config.json", "{\"a\":", 1)]
    [InlineData("iris.json", "<html>", 1)]
    public void Broken_JSON_is_named_with_its_line(string file, string content, int line)
    {
        File.WriteAllText(PathOf(file), content);

        AssertProblem($"The file {file} is not a JSON object (line {line}).");
    }

    [Theory]
    [InlineData("scheduler/scheduler_config.json", "prediction_type", "\"flow\"", "epsilon, v_prediction, sample")]
    [InlineData("scheduler/scheduler_config.json", "beta_schedule", "\"sigmoid\"", "linear, scaled_linear, squaredcos_cap_v2")]
    [InlineData("scheduler/scheduler_config.json", "timestep_spacing", "\"\\ud800\"", "\"…\"")]
    [InlineData("scheduler/scheduler_config.json", "num_train_timesteps", "0", "2 … 100000")]
    [InlineData("scheduler/scheduler_config.json", "beta_start", "\"small\"", "1E-09 … 0.999")]
    [InlineData("scheduler/scheduler_config.json", "set_alpha_to_one", "1", "true, false")]
    [InlineData("vae_decoder/config.json", "scaling_factor", "0", "1E-06 … 1000000")]
    [InlineData("vae_decoder/config.json", "block_out_channels", "8", "[128, 256, 512, 512]")]
    [InlineData("tokenizer/tokenizer_config.json", "model_max_length", "12", "77")]
    [InlineData("tokenizer/vocab.json", "the</w>", "-1", "0 … 1023")]
    [InlineData("tokenizer/vocab.json", "the</w>", "5000", "0 … 1023")]
    [InlineData("unet/config.json", "sample_size", "\"large\"", "1 … 512")]
    public void A_wrong_value_is_named_with_its_key(string file, string key, string value, string expected)
    {
        var text = File.ReadAllText(PathOf(file)).TrimEnd();
        File.WriteAllText(PathOf(file), $"{text[..^1]},\"{key}\":{value}}}");

        AssertProblem($"{file}: “{key}” is {value}; {expected} was expected.");
    }

    [Fact]
    public void An_unknown_scheduler_is_named()
    {
        folder.Change("scheduler/scheduler_config.json", "_class_name", "FlowMatchEulerDiscreteScheduler");

        AssertProblem("scheduler/scheduler_config.json names the scheduler “FlowMatchEulerDiscreteScheduler”, which Iris does not know.");
    }

    [Fact]
    public void A_scheduler_without_a_name_is_told()
    {
        folder.Change("scheduler/scheduler_config.json", "_class_name", null);

        AssertProblem("scheduler/scheduler_config.json has no “_class_name”.");
    }

    [Fact]
    public void A_broken_list_of_merges_is_told_with_its_line()
    {
        File.AppendAllText(PathOf("tokenizer/merges.txt"), "a b c\n");

        AssertProblem("tokenizer/merges.txt, line 10: two tokens with a space between them were expected.");
    }

    [Fact]
    public void A_merge_without_a_token_is_told()
    {
        File.AppendAllText(PathOf("tokenizer/merges.txt"), "x y\n");

        AssertProblem("tokenizer/vocab.json lacks the token “xy”.");
    }

    [Fact]
    public void What_is_no_network_is_told()
    {
        File.WriteAllText(PathOf("unet/model.onnx"), "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 3438167540\n");

        AssertProblem("The file unet/model.onnx is not an ONNX model, or it is cut off.");
    }

    [Fact]
    public void A_network_that_is_cut_off_is_told()
    {
        var whole = File.ReadAllBytes(PathOf("unet/model.onnx"));
        foreach (var length in new[] { 0, 1, 20, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(PathOf("unet/model.onnx"), whole[..length]);

            AssertProblem("The file unet/model.onnx is not an ONNX model, or it is cut off.");
        }
    }

    [Fact]
    public void Missing_weights_are_named()
    {
        Rebuild(new TinyPainter { HasExternalWeights = true });
        Assert.Null(Entry().Problem);
        var size = new FileInfo(PathOf("unet/model.onnx_data")).Length;

        using (var weights = File.OpenWrite(PathOf("unet/model.onnx_data"))) weights.SetLength(size / 2);
        AssertProblem($"The file unet/model.onnx_data is cut off: {size / 2} bytes are there, at least {size} belong to it.");

        File.Delete(PathOf("unet/model.onnx_data"));
        AssertProblem("unet/model.onnx keeps weights in the file “model.onnx_data” beside it, which is missing.");
    }

    [Fact]
    public void Weights_are_not_taken_from_elsewhere()
    {
        Rebuild(new TinyPainter { HasExternalWeights = true });
        var model = File.ReadAllBytes(PathOf("unet/model.onnx"));
        var name = "model.onnx_data"u8;
        for (var at = model.AsSpan().IndexOf(name); at >= 0; at = model.AsSpan().IndexOf(name)) "../../../passwd"u8.CopyTo(model.AsSpan(at));
        File.WriteAllBytes(PathOf("unet/model.onnx"), model);

        AssertProblem("unet/model.onnx keeps weights in “../../../passwd”, which is not inside its own folder.");
    }

    [Fact]
    public void Parts_of_different_painters_are_told_apart()
    {
        Rebuild(new TinyPainter { TextWidth = 48 });
        AssertProblem("The parts don’t belong together: text_encoder/model.onnx gives 48 numbers per token, unet/model.onnx reads 32 (cross_attention_dim).");

        Rebuild(new TinyPainter { DecoderChannels = 16 });
        AssertProblem("The parts don’t belong together: unet/model.onnx paints 4 channels, vae_decoder/model.onnx reads 16.");

        Rebuild(new TinyPainter());
        folder.Change("unet/config.json", "cross_attention_dim", 768);
        AssertProblem("unet/config.json says that “cross_attention_dim” is 768, but unet/model.onnx has 32.");
    }

    [Fact]
    public void A_network_with_other_inputs_is_told()
    {
        var graph = Graph(["sample", "timestep", "encoder_hidden_states", "text_embeds"]);
        File.WriteAllBytes(PathOf("unet/model.onnx"), graph);
        AssertProblem("unet/model.onnx wants the input “text_embeds”, which Iris has nothing for. Stable Diffusion 1 and 2, LCM and Turbo are supported.");

        File.WriteAllBytes(PathOf("unet/model.onnx"), Graph(["sample", "encoder_hidden_states"]));
        AssertProblem("unet/model.onnx has no input “timestep”, only sample, encoder_hidden_states.");

        File.WriteAllBytes(PathOf("vae_decoder/model.onnx"), Graph(["latent"]));
        File.WriteAllBytes(PathOf("unet/model.onnx"), Graph(["sample", "timestep", "encoder_hidden_states"], batch: 2));
        AssertProblem("unet/model.onnx takes exactly 2 at a time at “sample”. Please export it with a dynamic batch size.");
    }

    [Fact]
    public void Problems_are_told_in_the_readers_language()
    {
        File.Delete(PathOf("tokenizer/merges.txt"));
        using var catalogue = folder.Catalogue();

        Assert.Equal("tokenizer/merges.txt 파일이 없어요.", In("ko", () => catalogue.All().Single(entry => entry.Id == "tiny").Problem));
        Assert.Equal("The file tokenizer/merges.txt is missing.", In("en", () => catalogue.All().Single(entry => entry.Id == "tiny").Problem));
    }

    [Theory]
    [InlineData("EulerDiscreteScheduler", SchedulerKind.Euler)]
    [InlineData("EulerAncestralDiscreteScheduler", SchedulerKind.EulerAncestral)]
    [InlineData("DPMSolverMultistepScheduler", SchedulerKind.Euler)]
    [InlineData("DDIMScheduler", SchedulerKind.Ddim)]
    [InlineData("LCMScheduler", SchedulerKind.Lcm)]
    public void A_scheduler_of_a_folder_finds_ours(string name, SchedulerKind kind)
    {
        folder.Change("scheduler/scheduler_config.json", "_class_name", name);

        Assert.Equal(kind, Entry().Description!.Scheduler);
    }

    [Fact]
    public void Distilled_weights_take_few_steps_and_no_guidance()
    {
        folder.Change("scheduler/scheduler_config.json", "_class_name", "EulerDiscreteScheduler");
        folder.Change("scheduler/scheduler_config.json", "timestep_spacing", "trailing");

        Assert.Equal((2, 1f), (Entry().Description!.Steps, Entry().Description!.Guidance));
    }

    [Fact]
    public void Consistency_models_take_four_steps_and_embedded_guidance()
    {
        Rebuild(new TinyPainter { IsConsistency = true });

        Assert.Equal((4, 8f, SchedulerKind.Lcm), (Entry().Description!.Steps, Entry().Description!.Guidance, Entry().Description!.Scheduler));
    }

    [Fact]
    public void Old_exports_without_settings_are_read()
    {
        foreach (var file in new[] { "unet/config.json", "vae_decoder/config.json", "text_encoder/config.json", "tokenizer/tokenizer_config.json", "model_index.json" }) File.Delete(PathOf(file));

        var description = Entry().Description!;

        Assert.Equal(512, description.Size); // the latents' edge is dynamic in the graph, and 64 in Stable Diffusion 1
    }

    [Fact]
    public void A_length_that_stands_for_none_is_ignored()
    {
        folder.Change("tokenizer/tokenizer_config.json", "model_max_length", 1e30);

        Assert.Null(Entry().Problem);
    }

    [Fact]
    public void A_token_that_is_half_a_letter_breaks_nothing_else()
    {
        var text = File.ReadAllText(PathOf("tokenizer/vocab.json")).TrimEnd();
        File.WriteAllText(PathOf("tokenizer/vocab.json"), $"{text[..^1]},\"\\ud800\":1}}");

        Assert.NotNull(Entry().Problem);
    }

    [Fact]
    public void What_the_folder_knows_of_itself_is_taken()
    {
        folder.Json("iris.json", new()
        {
            ["name"] = "Crayon",
            ["version"] = "painter-1",
            ["steps"] = 20,
            ["guidance"] = 3.0,
            ["scheduler"] = "euler_a",
            ["words"] = new JsonArray("sun", "해"),
            ["particles"] = new JsonArray("가"),
            ["examples"] = new JsonObject { ["ko"] = new JsonArray("해가 떴어요") },
        });

        var description = Entry().Description!;

        Assert.Equal(("Crayon", "painter-1", 20, 3f, SchedulerKind.EulerAncestral), (description.Name, description.Version, description.Steps, description.Guidance, description.Scheduler));
        Assert.True(description.HasVocabulary);
        Assert.Equal(["해가 떴어요"], description.Examples["ko"]);
    }

    [Theory]
    [InlineData("""{"matrix":[[1,2,3]],"bias":[0,0,0]}""")]
    [InlineData("""{"matrix":[[1,2,3],[1,2,3],[1,2,3],[1,2]],"bias":[0,0,0]}""")]
    [InlineData("""{"matrix":"none"}""")]
    [InlineData("3")]
    public void A_preview_that_does_not_fit_is_told(string preview)
    {
        folder.Json("iris.json", new() { ["preview"] = JsonNode.Parse(preview) });

        Assert.StartsWith("iris.json: “preview” is", Entry().Problem, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private string PathOf(string file) => Path.Combine(folder.Folder, file);

    private void Rebuild(TinyPainter other)
    {
        folder.Dispose();
        folder = other.Written();
    }

    private PainterEntry Entry()
    {
        using var catalogue = folder.Catalogue();
        return In("en", () => catalogue.All().Single(entry => entry.Id == "tiny"));
    }

    private void AssertProblem(string sentence)
    {
        var entry = Entry();
        Assert.Equal(sentence, entry.Problem);
        Assert.Null(entry.Description);
    }

    private static T In<T>(string language, Func<T> read)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return read();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static byte[] Graph(string[] inputs, int batch = -1)
    {
        var graph = new OnnxGraph("strange");
        foreach (var input in inputs)
        {
            if (input == "timestep") graph.Input(input, ElementType.Int64, 1);
            else if (input == "encoder_hidden_states") graph.Input(input, batch, -1, 32);
            else graph.Input(input, batch, 4, -1, -1);
        }

        graph.Output("out_sample", batch, 4, -1, -1);
        graph.Node("Identity", [inputs[0]], ["out_sample"]);
        return graph.ToModel();
    }
}
