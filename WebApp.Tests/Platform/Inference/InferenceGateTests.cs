using Iris.Platform.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Platform.Inference;

public sealed class InferenceGateTests
{
    private readonly InferenceGate gate;

    public InferenceGateTests()
    {
        var metrics = ActivatorUtilities.CreateInstance<InferenceMetrics>(new ServiceCollection().AddMetrics().BuildServiceProvider());
        gate = new InferenceGate(Options.Create(new InferenceOptions { Concurrency = 1, QueueLength = 1 }), metrics);
    }

    [Fact]
    public async Task Work_beyond_the_queue_is_refused_at_once()
    {
        using var working = (await gate.EnterAsync(CancellationToken.None)).Value;
        var waiting = gate.EnterAsync(CancellationToken.None);

        var third = await gate.EnterAsync(CancellationToken.None);

        Assert.False(waiting.IsCompleted);
        Assert.Equal("busy", third.Refusal?.Code);
        Assert.Equal(503, third.Refusal?.Status);
    }

    [Fact]
    public async Task A_place_given_back_goes_to_the_one_who_waits()
    {
        var working = (await gate.EnterAsync(CancellationToken.None)).Value!;
        var waiting = gate.EnterAsync(CancellationToken.None);

        working.Dispose();
        working.Dispose();

        using var next = (await waiting).Value;
        Assert.NotNull(next);
        var afterDoubleDispose = gate.EnterAsync(CancellationToken.None);
        Assert.False(afterDoubleDispose.IsCompleted);
    }

    [Fact]
    public async Task It_is_crowded_while_somebody_waits()
    {
        using var working = (await gate.EnterAsync(CancellationToken.None)).Value!;
        Assert.False(gate.IsCrowded);

        var waiting = gate.EnterAsync(CancellationToken.None);
        Assert.True(gate.IsCrowded);

        working.Dispose();
        using var next = (await waiting).Value;
        Assert.False(gate.IsCrowded);
    }

    [Fact]
    public async Task One_who_leaves_the_queue_makes_room()
    {
        using var working = (await gate.EnterAsync(CancellationToken.None)).Value;
        using var leaving = new CancellationTokenSource();
        var waiting = gate.EnterAsync(leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        var another = gate.EnterAsync(CancellationToken.None);

        Assert.False(another.IsCompleted);
    }

    [Fact]
    public async Task Large_pictures_go_in_one_after_the_other_and_small_ones_pass_them()
    {
        var metrics = ActivatorUtilities.CreateInstance<InferenceMetrics>(new ServiceCollection().AddMetrics().BuildServiceProvider());
        var wide = new InferenceGate(Options.Create(new InferenceOptions { Concurrency = 2, QueueLength = 8 }), metrics);
        var first = (await wide.EnterAsync(CancellationToken.None, 12_000_000)).Value!;
        var second = wide.EnterAsync(CancellationToken.None, 12_000_000);

        for (var i = 0; i < 5; i++) (await wide.EnterAsync(CancellationToken.None, 500_000)).Value!.Dispose();

        Assert.False(second.IsCompleted);
        using var small = (await wide.EnterAsync(CancellationToken.None)).Value!;
        var late = wide.EnterAsync(CancellationToken.None);
        first.Dispose();
        using var large = (await second).Value;
        Assert.NotNull(large);
        Assert.False(late.IsCompleted);
        large.Dispose();
        Assert.NotNull((await late).Value);
    }
}
