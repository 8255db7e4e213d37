using Iris.Platform.Diffusion.Folders;

namespace Iris.Platform.Diffusion;

/// <summary>
/// Room for the networks of one painter at a time: they can take gigabytes. Whoever needs those of another waits until nobody uses the ones inside, and then
/// those are exchanged; first come, first served.
/// </summary>
internal sealed class NetworkSlot(Func<ModelFolder, PainterNetworks> load) : IDisposable
{
    private readonly object gate = new();
    private readonly LinkedList<ModelFolder> queue = new();
    private Occupant? occupant;

    /// <summary>Waits for the networks of a folder, and loads them when they aren't inside.</summary>
    /// <returns>A lease to dispose when they are no longer used.</returns>
    /// <exception cref="FolderProblemException">They can't be loaded.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while waiting.</exception>
    public Lease Enter(ModelFolder folder, CancellationToken cancellation)
    {
        var mine = Wait(folder, cancellation);
        try
        {
            // Outside of the lock, because it takes seconds; those who want the same networks wait for the one load.
            return new Lease(this, mine, mine.Networks.Value);
        }
        catch
        {
            Leave(mine, forget: true);
            throw;
        }
    }

    /// <summary>Takes the networks of a folder out as soon as nobody uses them.</summary>
    public void Remove(ModelFolder folder)
    {
        lock (gate)
        {
            if (occupant?.Folder == folder) Remove();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            Remove();
        }
    }

    private Occupant Wait(ModelFolder folder, CancellationToken cancellation)
    {
        using var wake = cancellation.Register(() =>
        {
            lock (gate)
            {
                Monitor.PulseAll(gate);
            }
        });
        lock (gate)
        {
            var place = queue.AddLast(folder);
            try
            {
                while (queue.First != place || (occupant is { Users: > 0 } && occupant.Folder != folder))
                {
                    cancellation.ThrowIfCancellationRequested();
                    Monitor.Wait(gate);
                }
            }
            finally
            {
                queue.Remove(place);
                Monitor.PulseAll(gate);
            }

            if (occupant?.Folder != folder)
            {
                Remove();
                occupant = new Occupant(folder, new Lazy<PainterNetworks>(() => load(folder)));
            }

            occupant.Users++;
            return occupant;
        }
    }

    private void Leave(Occupant user, bool forget)
    {
        lock (gate)
        {
            user.Users--;
            // A Lazy keeps its failure for ever; the next one should try again.
            if (forget && user == occupant) occupant = null;
            if (user.Users == 0 && user != occupant) user.Dispose();
            Monitor.PulseAll(gate);
        }
    }

    private void Remove()
    {
        if (occupant is { Users: 0 }) occupant.Dispose();
        occupant = null;
    }

    /// <summary>A folder and its networks.</summary>
    internal sealed record Occupant(ModelFolder Folder, Lazy<PainterNetworks> Networks) : IDisposable
    {
        public int Users { get; set; }

        public void Dispose()
        {
            if (Networks.IsValueCreated) Networks.Value.Dispose();
        }
    }

    /// <summary>The right to use networks, given back on <see cref="Dispose"/>.</summary>
    internal sealed class Lease(NetworkSlot slot, Occupant occupant, PainterNetworks networks) : IDisposable
    {
        private bool left;

        public PainterNetworks Networks => networks;

        public void Dispose()
        {
            if (left) return;
            left = true;
            slot.Leave(occupant, forget: false);
        }
    }
}
