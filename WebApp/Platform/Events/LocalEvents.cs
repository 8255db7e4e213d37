using System.Collections.Immutable;

namespace Iris.Platform.Events;

/// <summary>Events of one process: who runs alone needs no broker.</summary>
internal sealed class LocalEvents(ILogger<LocalEvents> logger) : IEvents
{
    private ImmutableDictionary<string, ImmutableList<Action<string>>> listeners = ImmutableDictionary<string, ImmutableList<Action<string>>>.Empty;

    public Task TellAsync(string topic, string message)
    {
        Tell(topic, message);
        return Task.CompletedTask;
    }

    /// <inheritdoc cref="TellAsync"/>
    public void Tell(string topic, string message)
    {
        foreach (var hear in listeners.GetValueOrDefault(topic, []))
        {
            try
            {
                hear(message);
            }
            catch (Exception failure)
            {
                // One page that fails must not keep the others from hearing.
                logger.LogError(failure, "Whoever listens to {Topic} failed", topic);
            }
        }
    }

    public IDisposable Listen(string topic, Action<string> hear)
    {
        // Whoever hears is in the language of the own page, not in that of whoever happened to tell.
        var context = ExecutionContext.Capture();
        void HearAsListener(string message)
        {
            if (context is null) hear(message);
            else ExecutionContext.Run(context, _ => hear(message), null);
        }

        ImmutableInterlocked.AddOrUpdate(ref listeners, topic, [HearAsListener], (_, others) => others.Add(HearAsListener));
        return new Listener(this, topic, HearAsListener);
    }

    private void Forget(string topic, Action<string> hear) =>
        ImmutableInterlocked.Update(ref listeners, all => all.GetValueOrDefault(topic, []).Remove(hear) is { IsEmpty: false } others ? all.SetItem(topic, others) : all.Remove(topic));

    private sealed class Listener(LocalEvents events, string topic, Action<string> hear) : IDisposable
    {
        public void Dispose() => events.Forget(topic, hear);
    }
}
