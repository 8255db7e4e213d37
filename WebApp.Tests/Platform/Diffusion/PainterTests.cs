using Iris.Platform.Diffusion;
using Iris.Platform.Diffusion.Schedulers;
using Iris.Platform.Imaging;
using Iris.Platform.Inference.Onnx;

namespace Iris.Tests.Platform.Diffusion;

/// <summary>The whole way from a sentence to a picture, with small random weights.</summary>
public sealed class PainterTests : IDisposable
{
    private static readonly PaintingRequest AHouse = new("a house") { Seed = 1, Steps = 4 };

    private readonly List<IDisposable> made = [];

    public static TheoryData<string, bool, bool, bool, ElementType, ElementType, int> Exports => new()
    {
        { "Stable Diffusion 1", false, false, false, ElementType.Int32, ElementType.Int64, 1 },
        { "Stable Diffusion 1 in half precision", true, false, false, ElementType.Int32, ElementType.Int64, 1 },
        { "with weights beside the networks", false, false, true, ElementType.Int64, ElementType.Float, 0 },
        { "in half precision throughout", true, false, true, ElementType.Int64, ElementType.Half, 1 },
        { "latent consistency model", false, true, false, ElementType.Int32, ElementType.Int64, 1 },
        { "latent consistency model in half precision", true, true, false, ElementType.Int32, ElementType.Int64, 1 },
    };

    [Theory]
    [MemberData(nameof(Exports))]
    public void Every_kind_of_export_paints(string name, bool half, bool consistency, bool external, ElementType ids, ElementType timestep, int dimensions)
    {
        var painter = APainter(new TinyPainter { IsHalf = half, IsConsistency = consistency, HasExternalWeights = external, Ids = ids, Timestep = timestep, TimestepDimensions = dimensions });

        using var picture = painter.Paint(AHouse, null, CancellationToken.None);

        Assert.Equal((64, 64), (picture.Width, picture.Height));
        Assert.True(Deviation(picture) > 5, $"{name}: an even picture");
    }

    [Fact]
    public void Half_precision_paints_nearly_the_same()
    {
        using var single = APainter(new TinyPainter()).Paint(AHouse, null, CancellationToken.None);
        using var half = APainter(new TinyPainter { IsHalf = true }).Paint(AHouse, null, CancellationToken.None);

        Assert.InRange(Distance(single, half), 0, 2);
    }

    [Theory]
    [InlineData(SchedulerKind.Ddim)]
    [InlineData(SchedulerKind.Euler)]
    [InlineData(SchedulerKind.EulerAncestral)]
    [InlineData(SchedulerKind.Lcm)]
    public void The_same_request_paints_the_same_picture_bit_for_bit(SchedulerKind scheduler)
    {
        var painter = APainter(new TinyPainter());

        using var once = painter.Paint(AHouse with { Scheduler = scheduler }, null, CancellationToken.None);
        using var again = painter.Paint(AHouse with { Scheduler = scheduler, PreviewEvery = 0 }, _ => { }, CancellationToken.None);

        Assert.Equal(once.Rgb, again.Rgb);
    }

    [Fact]
    public async Task Pictures_painted_at_once_are_those_painted_alone()
    {
        var painter = APainter(new TinyPainter());
        var alone = Enumerable.Range(0, 4).Select(seed => Rgb(painter, AHouse with { Seed = seed })).ToArray();

        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() => Rgb(painter, AHouse with { Seed = seed }))));

        Assert.Equal(alone, together);
    }

    [Fact]
    public void Everything_in_a_request_changes_the_picture()
    {
        var painter = APainter(new TinyPainter());
        PaintingRequest[] requests =
        [
            AHouse, AHouse with { Seed = 2 }, AHouse with { Prompt = "a red house" }, AHouse with { NegativePrompt = "rain" }, AHouse with { Guidance = 3 }, AHouse with { Guidance = 1 },
            AHouse with { Steps = 5 }, AHouse with { Scheduler = SchedulerKind.Euler }, AHouse with { Scheduler = SchedulerKind.EulerAncestral }, AHouse with { Scheduler = SchedulerKind.Lcm },
        ];

        var pictures = requests.Select(request => Convert.ToHexString(Rgb(painter, request))).ToArray();

        Assert.Equal(pictures.Length, pictures.Distinct().Count());
    }

    [Fact]
    public void Guidance_changes_a_consistency_model_through_its_embedding()
    {
        var painter = APainter(new TinyPainter { IsConsistency = true });

        Assert.NotEqual(Rgb(painter, AHouse with { Guidance = 2 }), Rgb(painter, AHouse with { Guidance = 8 }));
        Assert.Equal(Rgb(painter, AHouse), Rgb(painter, AHouse with { NegativePrompt = "rain" }));
    }

    [Fact]
    public void Steps_are_told_in_order_with_small_previews()
    {
        var painter = APainter(new TinyPainter());
        var told = new List<(int Step, int Steps, int? Preview)>();

        painter.Paint(AHouse with { Steps = 8, PreviewEvery = 3 }, progress =>
        {
            told.Add((progress.Step, progress.Steps, progress.Preview?.Width));
            progress.Preview?.Dispose();
        }, CancellationToken.None).Dispose();

        Assert.Equal([(1, 8, 128), (2, 8, null), (3, 8, null), (4, 8, 128), (5, 8, null), (6, 8, null), (7, 8, 128), (8, 8, null)], told);
    }

    [Fact]
    public void Without_a_map_the_decoder_gives_two_previews()
    {
        var folder = new TinyPainter();
        var painter = APainter(folder, () => folder.Change("vae_decoder/config.json", "scaling_factor", 0.5));
        var previews = new List<int>();

        painter.Paint(AHouse with { Steps = 8, PreviewEvery = 1 }, progress =>
        {
            if (progress.Preview is null) return;
            previews.Add(progress.Step);
            Assert.Equal(64, progress.Preview.Width);
            progress.Preview.Dispose();
        }, CancellationToken.None).Dispose();

        Assert.Equal([1, 5], previews);
    }

    [Fact]
    public void A_larger_size_is_the_same_picture_enlarged()
    {
        var painter = APainter(new TinyPainter());

        using var small = painter.Paint(AHouse, null, CancellationToken.None);
        using var large = painter.Paint(AHouse with { Size = 256 }, null, CancellationToken.None);

        Assert.Equal((256, 256), (large.Width, large.Height));
        using var reduced = large.Resize(64);
        using var another = painter.Paint(AHouse with { Seed = 2 }, null, CancellationToken.None);
        Assert.InRange(Distance(small, reduced), 0, Distance(another, reduced) / 4);
    }

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(101, null, null)]
    [InlineData(null, -1f, null)]
    [InlineData(null, 31f, null)]
    [InlineData(null, float.NaN, null)]
    [InlineData(null, null, 65)]
    public void A_figure_out_of_range_is_refused(int? steps, float? guidance, int? size)
    {
        var painter = APainter(new TinyPainter());

        Assert.Throws<ArgumentOutOfRangeException>(() => painter.Paint(AHouse with { Steps = steps, Guidance = guidance, Size = size }, null, CancellationToken.None));
    }

    [Fact]
    public void One_step_is_enough()
    {
        var painter = APainter(new TinyPainter());
        foreach (var scheduler in Enum.GetValues<SchedulerKind>())
        {
            using var picture = painter.Paint(AHouse with { Steps = 1, Scheduler = scheduler }, null, CancellationToken.None);
            Assert.Equal(64, picture.Width);
        }
    }

    [Fact]
    public void Cancelling_ends_it_between_steps()
    {
        var painter = APainter(new TinyPainter());
        using var cancellation = new CancellationTokenSource();
        var last = 0;

        Assert.ThrowsAny<OperationCanceledException>(() => painter.Paint(AHouse with { Steps = 50, PreviewEvery = 0 }, progress =>
        {
            last = progress.Step;
            if (progress.Step == 3) cancellation.Cancel();
        }, cancellation.Token));

        Assert.Equal(3, last);
    }

    [Fact]
    public void A_receiver_that_fails_ends_it_and_the_next_picture_is_painted()
    {
        var painter = APainter(new TinyPainter());

        Assert.Throws<InvalidOperationException>(() => painter.Paint(AHouse, _ => throw new InvalidOperationException("gone"), CancellationToken.None));

        Assert.NotEmpty(Rgb(painter, AHouse));
    }

    [Fact]
    public void Words_outside_of_its_world_are_left_out()
    {
        var folder = new TinyPainter();
        var painter = APainter(folder, () =>
            folder.Json("iris.json", new() { ["words"] = new System.Text.Json.Nodes.JsonArray("a", "house") }));

        Assert.Equal(["purple"], painter.UnknownWords("a purple house"));
        Assert.Equal(Rgb(painter, AHouse), Rgb(painter, AHouse with { Prompt = "a purple house" }));
    }

    public void Dispose() => made.ForEach(one => one.Dispose());

    private Painter APainter(TinyPainter folder, Action? change = null)
    {
        made.Add(folder.Written());
        change?.Invoke();
        var catalogue = folder.Catalogue();
        made.Insert(0, catalogue);
        return catalogue.Get("tiny");
    }

    private static byte[] Rgb(Painter painter, PaintingRequest request)
    {
        using var picture = painter.Paint(request, progress => progress.Preview?.Dispose(), CancellationToken.None);
        return picture.Rgb.ToArray();
    }

    private static double Distance(Picture one, Picture other) => one.Rgb.ToArray().Zip(other.Rgb.ToArray()).Average(pair => Math.Abs(pair.First - pair.Second));

    private static double Deviation(Picture picture)
    {
        var values = picture.Rgb.ToArray();
        var mean = values.Average(value => value);
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
