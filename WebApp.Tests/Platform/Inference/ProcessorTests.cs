using Iris.Platform;
using Iris.Platform.Inference;
using Microsoft.ML.OnnxRuntime;

namespace Iris.Tests.Platform.Inference;

/// <summary>What networks run on, by wish and by what there is. CUDA itself is tried by an operator with a GPU: docs/operations.md.</summary>
public sealed class ProcessorTests : IDisposable
{
    private static readonly string[] CpuBuild = ["CPUExecutionProvider"];
    private static readonly string[] GpuBuild = ["CUDAExecutionProvider", "CPUExecutionProvider"];

    private readonly string folder = Directory.CreateTempSubdirectory("iris-processor-").FullName;
    private int tries;

    [Fact]
    public void A_build_for_cpus_runs_on_the_cpu_and_nothing_is_wrong()
    {
        Assert.Equal(Processor.Cpu, Processor.Choose("auto", CpuBuild, Work));
        Assert.Equal(0, tries);
    }

    [Fact]
    public void Where_cuda_works_it_is_taken() => Assert.True(Processor.Choose("auto", GpuBuild, Work).IsGpu);

    [Fact]
    public void Where_it_does_not_the_cpu_is_taken_and_the_reason_kept_on_one_line()
    {
        var processor = Processor.Choose("auto", GpuBuild, Fail);

        Assert.Equal(("CPU", false), (processor.Name, processor.IsGpu));
        Assert.NotEqual("", processor.Problem);
        Assert.DoesNotContain('\n', processor.Problem!);
    }

    [Fact]
    public void Whoever_wants_the_cpu_has_no_gpu_tried()
    {
        Assert.Equal(Processor.Cpu, Processor.Choose("cpu", GpuBuild, Work));
        Assert.Equal(0, tries);
    }

    [Fact]
    public void Whoever_insists_on_cuda_is_told_what_is_missing()
    {
        Assert.Contains("-p:Gpu=true", Assert.Throws<StartupException>(() => Processor.Choose("cuda", CpuBuild, Work)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Inference:Device is 'cuda', which can't be used here: ", Assert.Throws<StartupException>(() => Processor.Choose("cuda", GpuBuild, Fail)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpu", "Inference:Device is 'auto', 'cpu' or 'cuda'.")]
    [InlineData("cuda", "Inference:Device is 'cuda', but this is the build for CPUs.")]
    public async Task A_program_that_can_not_do_what_is_wanted_does_not_start(string device, string sentence)
    {
        using var iris = await IrisProcess.StartAsync(folder, new Dictionary<string, string> { ["Role"] = "worker", ["Inference__Device"] = device });

        Assert.Null(iris.Client);
        var (code, errors) = await iris.EndAsync();
        Assert.Equal(1, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task The_log_says_what_networks_run_on()
    {
        using var iris = await IrisProcess.StartAsync(folder, new Dictionary<string, string> { ["Role"] = "worker" });

        Assert.Contains(iris.Lines, line => line.Contains("Networks run on the CPU", StringComparison.Ordinal));
    }

    /// <summary>A quarter of a gigabyte for each program, otherwise: Directory.Build.props.</summary>
    [Fact]
    public void The_natives_of_other_systems_are_not_beside_the_program()
    {
        Assert.Single(Directory.EnumerateFiles(AppContext.BaseDirectory, "*onnxruntime.*", SearchOption.AllDirectories), file => !file.EndsWith("Microsoft.ML.OnnxRuntime.dll", StringComparison.OrdinalIgnoreCase));
        Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "runtimes")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Work() => tries++;

    /// <summary>Fails as the runtime does: it has no public way to make its exception.</summary>
    private static void Fail() => new InferenceSession([1, 2, 3]).Dispose();
}
