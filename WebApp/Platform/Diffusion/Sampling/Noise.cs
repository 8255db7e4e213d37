namespace Iris.Platform.Diffusion.Sampling;

/// <summary>
/// Normal noise from a seed: Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3") and the Box–Muller transform. The generator
/// has no state: a value is a function of seed, draw and position alone, whatever else is painted beside it.
/// </summary>
/// <param name="seed">Any number.</param>
internal sealed class Noise(long seed)
{
    /// <summary>Fills with independent values of mean 0 and variance 1.</summary>
    /// <param name="draw">Different draws are independent of each other.</param>
    /// <param name="target">Filled from its first element; a shorter one gets the first values of a longer one.</param>
    public void Fill(int draw, Span<float> target)
    {
        Span<float> four = stackalloc float[4];
        for (var start = 0; start < target.Length; start += four.Length)
        {
            var (a, b, c, d) = Philox(((uint)(start / four.Length), 0, (uint)draw, 0), ((uint)seed, (uint)(seed >> 32)));
            (four[0], four[1]) = Normal(a, b);
            (four[2], four[3]) = Normal(c, d);
            four[..Math.Min(four.Length, target.Length - start)].CopyTo(target[start..]);
        }
    }

    /// <summary>Ten rounds; the constants are the paper's.</summary>
    internal static (uint A, uint B, uint C, uint D) Philox((uint A, uint B, uint C, uint D) counter, (uint A, uint B) key)
    {
        for (var round = 0; round < 10; round++)
        {
            var (left, right) = (0xD2511F53ul * counter.A, 0xCD9E8D57ul * counter.C);
            counter = ((uint)(right >> 32) ^ counter.B ^ key.A, (uint)right, (uint)(left >> 32) ^ counter.D ^ key.B, (uint)left);
            key = (key.A + 0x9E3779B9, key.B + 0xBB67AE85);
        }

        return counter;
    }

    private static (float First, float Second) Normal(uint a, uint b)
    {
        const double Unit = 1.0 / (1ul << 32);
        var radius = Math.Sqrt(-2 * Math.Log((a + 1.0) * Unit));
        var (sin, cos) = Math.SinCos(2 * Math.PI * Unit * b);
        return ((float)(radius * cos), (float)(radius * sin));
    }
}
