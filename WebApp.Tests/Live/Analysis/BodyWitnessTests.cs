using Iris.Live.Analysis;

namespace Iris.Tests.Live.Analysis;

public sealed class BodyWitnessTests
{
    private readonly BodyWitness witness = new(PostureOptions.Default);
    private double now;

    [Fact]
    public void It_is_silent_until_three_steady_looks_while_the_face_is_good()
    {
        Look(0.55, isGood: false);
        Look(0.55);
        Look(0.70); // not steady: begins again with itself
        Look(0.69);
        Assert.Equal(BodyVerdict.Silent, witness.At(now));
        Assert.Null(witness.Baseline);

        Look(0.71);

        Assert.Equal(0.70, witness.Baseline!.Value.Neck, 6);
        Look(0.70);
        Assert.Equal(BodyVerdict.Upright, witness.At(now));
    }

    [Fact]
    public void A_neck_that_stays_a_fifth_shorter_is_a_forward_head_and_a_nod_is_not()
    {
        Learn(0.55);

        Look(0.43);
        Assert.Equal(BodyVerdict.Upright, witness.At(now));
        Look(0.54);
        Look(0.43);
        Look(0.43);
        Assert.Equal(BodyVerdict.Forward, witness.At(now));
        Look(0.45);
        Assert.Equal(BodyVerdict.Upright, witness.At(now));
    }

    [Fact]
    public void From_the_side_the_slope_tells()
    {
        Learn(neck: 3, lean: 13);

        Look(neck: 6, lean: 24);
        Look(neck: 2, lean: 24);
        Assert.Equal(BodyVerdict.Upright, witness.At(now));
        Look(neck: 3, lean: 26);
        Look(neck: 3, lean: 26);
        Assert.Equal(BodyVerdict.Forward, witness.At(now));
    }

    [Fact]
    public void Who_turns_to_the_side_is_not_compared_with_the_front()
    {
        Learn(0.55);

        Look(neck: 3, lean: 40);
        Look(neck: 3, lean: 40);

        Assert.Equal(BodyVerdict.Silent, witness.At(now));
    }

    [Fact]
    public void What_it_said_does_not_last()
    {
        Learn(0.55);
        Look(0.43);
        Look(0.43);

        Assert.Equal(BodyVerdict.Forward, witness.At(now + 3));
        Assert.Equal(BodyVerdict.Silent, witness.At(now + 3.1));
    }

    private void Learn(double neck, double lean = 0)
    {
        for (var look = 0; look < 3; look++) Look(neck, lean);
        Assert.NotNull(witness.Baseline);
    }

    private void Look(double neck, double lean = 0, bool isGood = true) => witness.Add(new(neck, lean), isGood, now += 1);
}
