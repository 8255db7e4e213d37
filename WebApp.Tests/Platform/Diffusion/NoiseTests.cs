using Iris.Platform.Diffusion.Sampling;

namespace Iris.Tests.Platform.Diffusion;

public sealed class NoiseTests
{
    [Fact]
    public void The_generator_gives_the_known_answers_of_its_authors()
    {
        // Random123, kat_vectors, philox4x32-10.
        Assert.Equal((0x6627E8D5u, 0xE169C58Du, 0xBC57AC4Cu, 0x9B00DBD8u), Noise.Philox((0, 0, 0, 0), (0, 0)));
        Assert.Equal(
            (0x408F276Du, 0x41C83B0Eu, 0xA20BC7C6u, 0x6D5451FDu),
            Noise.Philox((uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue), (uint.MaxValue, uint.MaxValue)));
        Assert.Equal(
            (0xD16CFE09u, 0x94FDCCEBu, 0x5001E420u, 0x24126EA1u),
            Noise.Philox((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0)));
    }

    [Fact]
    public void Noise_is_normal()
    {
        var values = new float[1_000_000];
        new Noise(1).Fill(0, values);

        var mean = values.Average(value => (double)value);
        Assert.Equal(0, mean, 0.005);
        Assert.Equal(1, values.Average(value => (value - mean) * (value - mean)), 0.005);
        Assert.Equal(0, values.Average(value => Math.Pow(value, 3)), 0.02);
        Assert.Equal(3, values.Average(value => Math.Pow(value, 4)), 0.05);
        // Normal distribution: 31.73 % beyond one deviation, 0.27 % beyond three.
        Assert.Equal(0.3173, values.Average(value => Math.Abs(value) > 1 ? 1 : 0), 0.003);
        Assert.Equal(0.0027, values.Average(value => Math.Abs(value) > 3 ? 1 : 0), 0.0004);
        Assert.Equal(0, values.Zip(values.Skip(1)).Average(pair => pair.First * (double)pair.Second), 0.005);
    }

    [Fact]
    public void A_shorter_draw_is_the_beginning_of_a_longer_one()
    {
        var (shorter, longer) = (new float[10], new float[1000]);
        new Noise(42).Fill(3, shorter);
        new Noise(42).Fill(3, longer);

        Assert.Equal(longer[..10], shorter);
    }

    [Theory]
    [InlineData(1, 0, 2, 0)]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 0, 1L << 32 | 1, 0)]
    [InlineData(-1, 0, long.MaxValue, 0)]
    public void Other_seeds_and_other_draws_have_nothing_in_common(long seed, int draw, long otherSeed, int otherDraw)
    {
        var (one, other) = (new float[10_000], new float[10_000]);
        new Noise(seed).Fill(draw, one);
        new Noise(otherSeed).Fill(otherDraw, other);

        Assert.Equal(0, one.Zip(other).Average(pair => pair.First * (double)pair.Second), 0.05);
    }
}
