using Iris.Live.Analysis;

namespace Iris.Live.Coach;

/// <summary>
/// The 20-20-20 rule of the American Academy of Ophthalmology: after 20 minutes at the screen, look at something 20 feet away for 20 seconds. Twenty
/// seconds away from the screen are a break as well.
/// </summary>
internal sealed class EyeBreaks
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private TimeSpan? seen;
    private TimeSpan atScreen;
    private TimeSpan away;

    /// <summary>Takes note of a moment.</summary>
    /// <param name="state">Who sits there, and how.</param>
    /// <param name="at">The time since any fixed moment; it never runs back.</param>
    /// <returns>True when a break is due: once per 20 minutes at the screen.</returns>
    public bool Add(PostureState state, TimeSpan at)
    {
        var passed = at - (seen ?? at);
        seen = at;
        if (state is PostureState.Away or PostureState.NoFace or PostureState.NotOwner || passed >= Long)
        {
            away += passed;
            if (away >= Long) atScreen = TimeSpan.Zero;
            return false;
        }

        away = TimeSpan.Zero;
        atScreen += passed;
        if (atScreen < Every) return false;
        atScreen = TimeSpan.Zero;
        return true;
    }
}
