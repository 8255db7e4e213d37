using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Iris.Platform.Diffusion.Schedulers;

namespace Iris.Tests.Platform.Diffusion;

/// <summary>Against Reference/schedulers.py, which follows the papers in double precision.</summary>
public sealed class SchedulerTests
{
    private static readonly JsonNode Reference = Load();

    public static TheoryData<string> Cases => [.. Reference["cases"]!.AsArray().Select(one => (string)one!["name"]!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_step_is_the_papers(string name)
    {
        var one = Reference["cases"]!.AsArray().Single(one => (string)one!["name"]! == name)!;
        var kind = KindOf((string)one["scheduler"]!);
        var scheduler = Scheduler.Create(kind, Settings(one), (int)one["steps"]!);

        Assert.Equal(one["timesteps"].Deserialize<int[]>(), scheduler.Timesteps.ToArray());
        Assert.Equal((double)one["start"]!, scheduler.InitialScale, 1e-9 * scheduler.InitialScale);
        var latents = one["noise"].Deserialize<double[]>()!.Select(value => (float)(scheduler.InitialScale * value)).ToArray();
        var (input, clean) = (new float[latents.Length], new float[latents.Length]);
        for (var step = 0; step < scheduler.Steps; step++)
        {
            scheduler.ScaleInput(step, latents, input);
            scheduler.Step(step, latents, one["predictions"]![step].Deserialize<float[]>(), one["noises"]![step].Deserialize<float[]>(), clean);
            AssertClose(one["inputs"]![step]!, input);
            AssertClose(one["clean"]![step]!, clean);
            AssertClose(one["latents"]![step]!, latents);
        }
    }

    [Fact]
    public void The_noise_of_every_training_step_is_the_papers()
    {
        Assert.All(Reference["schedules"]!.AsArray(), expected =>
        {
            var schedule = new NoiseSchedule(Settings(expected!));

            Assert.All(expected!["alphas"]!.AsObject(), alpha =>
                Assert.Equal((double)alpha.Value!, schedule.Alpha(int.Parse(alpha.Key, CultureInfo.InvariantCulture)), 1e-12));
        });
    }

    [Theory]
    [InlineData(SchedulerKind.Ddim)]
    [InlineData(SchedulerKind.Euler)]
    [InlineData(SchedulerKind.EulerAncestral)]
    [InlineData(SchedulerKind.Lcm)]
    public void A_network_that_knows_the_answer_is_led_to_it(SchedulerKind kind)
    {
        float[] answer = [0.5f, -1.5f, 3];
        var settings = new SchedulerSettings { Prediction = PredictionKind.Sample, Spacing = TimestepSpacing.Trailing };
        foreach (var steps in new[] { 1, 2, 7, 50 })
        {
            var scheduler = Scheduler.Create(kind, settings, steps);
            float[] latents = [1, 2, 3], clean = new float[3];
            for (var i = 0; i < latents.Length; i++) latents[i] *= (float)scheduler.InitialScale;

            for (var step = 0; step < steps; step++) scheduler.Step(step, latents, answer, [-1, 0, 1], clean);

            Assert.All(latents.Zip(answer), pair => Assert.Equal(pair.Second, pair.First, 1e-3));
        }
    }

    [Theory]
    [InlineData(SchedulerKind.Euler, nameof(TimestepSpacing.Linspace))]
    [InlineData(SchedulerKind.Ddim, nameof(TimestepSpacing.Leading))]
    [InlineData(SchedulerKind.Ddim, nameof(TimestepSpacing.Trailing))]
    [InlineData(SchedulerKind.Lcm, nameof(TimestepSpacing.Leading))]
    public void Timesteps_fall_and_stay_within_training(SchedulerKind kind, string spacing)
    {
        var settings = new SchedulerSettings { Spacing = Enum.Parse<TimestepSpacing>(spacing), StepsOffset = 1 };
        foreach (var steps in new[] { 1, 2, 3, 7, 33, 100, 999, 1000 })
        {
            var timesteps = Scheduler.Create(kind, settings, steps).Timesteps.ToArray();

            Assert.Equal(steps, timesteps.Length);
            Assert.All(timesteps, timestep => Assert.InRange(timestep, 0, 999));
            Assert.All(timesteps.Zip(timesteps.Skip(1)), pair => Assert.True(pair.First > pair.Second || pair is (999, 999), $"{steps}: {pair}"));
        }
    }

    private static SchedulerSettings Settings(JsonNode json) => new()
    {
        BetaStart = (double?)json["beta_start"] ?? 0.00085,
        BetaEnd = (double?)json["beta_end"] ?? 0.012,
        Betas = (string)json["beta_schedule"]! switch
        {
            "linear" => BetaSchedule.Linear,
            "scaled_linear" => BetaSchedule.ScaledLinear,
            _ => BetaSchedule.SquaredCosine,
        },
        Prediction = (string?)json["prediction_type"] switch
        {
            "v_prediction" => PredictionKind.Velocity,
            "sample" => PredictionKind.Sample,
            _ => PredictionKind.Epsilon,
        },
        Spacing = (string?)json["timestep_spacing"] switch
        {
            "trailing" => TimestepSpacing.Trailing,
            "linspace" => TimestepSpacing.Linspace,
            _ => TimestepSpacing.Leading,
        },
        StepsOffset = (int?)json["steps_offset"] ?? 0,
        EndsClean = (bool?)json["set_alpha_to_one"] ?? true,
        RescaleToZeroSnr = (bool)json["rescale_betas_zero_snr"]!,
        ClipRange = (bool?)json["clip_sample"] == true ? 1 : null,
    };

    private static SchedulerKind KindOf(string name) => name switch
    {
        "ddim" => SchedulerKind.Ddim,
        "euler" => SchedulerKind.Euler,
        "euler_a" => SchedulerKind.EulerAncestral,
        _ => SchedulerKind.Lcm,
    };

    private static void AssertClose(JsonNode expected, float[] actual) =>
        Assert.All(expected.Deserialize<double[]>()!.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, Math.Abs(pair.First))));

    private static JsonNode Load()
    {
        using var stream = typeof(SchedulerTests).Assembly.GetManifestResourceStream("schedulers.json")!;
        return JsonNode.Parse(stream)!;
    }
}
