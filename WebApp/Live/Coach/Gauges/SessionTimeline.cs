using System.Globalization;
using System.Text;
using Iris.Live.Analysis;

namespace Iris.Live.Coach.Gauges;

/// <summary>The states of the last half hour of a session, a slot of two seconds each, as paths of an SVG that is as wide as its slots and 1 high.</summary>
public sealed class SessionTimeline
{
    /// <summary>How long a slot is.</summary>
    internal static readonly TimeSpan Slot = TimeSpan.FromSeconds(2);

    private const int Capacity = 900;
    private const int Shortest = 60;

    private readonly Queue<PostureState?> slots = new(Capacity);
    private PostureState? current;
    private TimeSpan? began;

    /// <summary>Slots that are drawn side by side: two minutes at first, then ever more up to half an hour.</summary>
    internal int Width => Math.Max(Shortest, slots.Count);

    /// <summary>Takes note of the state at a moment.</summary>
    /// <param name="state">What the coach sees; null while nobody is watched.</param>
    /// <param name="at">The time since any fixed moment; it never runs back.</param>
    /// <returns>True when at least one slot became complete, so that the picture has changed.</returns>
    internal bool Add(PostureState? state, TimeSpan at)
    {
        began ??= at;
        var complete = false;
        // After a pause the slots in between stay empty; more than fit need not be counted.
        for (var missing = Math.Min((int)((at - began.Value) / Slot), Capacity); missing > 0; missing--)
        {
            if (slots.Count == Capacity) slots.Dequeue();
            slots.Enqueue(complete ? null : current);
            complete = true;
        }

        if (complete) began = at;
        current = state;
        return complete;
    }

    /// <summary>One path for every state that occurs: a rectangle for every run of slots in it.</summary>
    internal IEnumerable<(PostureState State, string Path)> Paths()
    {
        var paths = new SortedDictionary<PostureState, StringBuilder>();
        var (index, start, run) = (0, 0, (PostureState?)null);
        foreach (var slot in slots.Append(null))
        {
            if (slot != run || index == slots.Count)
            {
                if (run is { } state) Draw(state, start, index - start);
                (start, run) = (index, slot);
            }

            index++;
        }

        return paths.Select(path => (path.Key, path.Value.ToString()));

        void Draw(PostureState state, int from, int length)
        {
            if (!paths.TryGetValue(state, out var path)) paths[state] = path = new StringBuilder();
            path.Append(CultureInfo.InvariantCulture, $"M{from} 0h{length}v1h-{length}z");
        }
    }
}
