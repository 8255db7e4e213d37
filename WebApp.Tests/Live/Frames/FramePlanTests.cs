using Iris.Live.Analysis;
using Iris.Live.Frames;

namespace Iris.Tests.Live.Frames;

public sealed class FramePlanTests
{
    private readonly FramePlan plan = new(new FrameOptions());

    [Fact]
    public void A_frame_is_due_at_first_and_then_every_half_minute()
    {
        var due = new List<double>();
        for (var second = 0.0; second <= 90; second++)
        {
            if (!plan.IsDue(second)) continue;
            due.Add(second);
            plan.Done(second);
        }

        Assert.Equal([0, 30, 60, 90], due);
    }

    [Fact]
    public void An_alert_brings_a_frame_forward_but_not_next_to_the_last_one()
    {
        plan.Done(0);

        plan.Raise(AlertKind.Tilted);
        plan.Raise(AlertKind.FewBlinks);

        Assert.False(plan.IsDue(4.9));
        Assert.True(plan.IsDue(5));
        Assert.Equal(AlertKind.Tilted, plan.Alert);
        plan.Done(5);
        Assert.Null(plan.Alert);
        Assert.False(plan.IsDue(34.9));
    }
}
