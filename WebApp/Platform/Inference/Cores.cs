using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Iris.Platform.Inference;

/// <summary>
/// As many threads as there are cores, for the long loops of all requests together. The pool of the process stays free for everybody else: a loop on its
/// threads would keep pages waiting for as long as a picture is looked at. Loops take turns after every step, so that a small picture does not wait for a
/// large one; and no more runs of a network are under way than there are cores, whose memory is therefore bounded.
/// </summary>
internal static class Cores
{
    private static readonly BlockingCollection<Action> Work = Start();

    /// <summary>Calls <paramref name="body"/> with 0 to <paramref name="count"/> − 1, in any order and beside each other; returns when all calls have ended.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; calls that had not begun are left out.</exception>
    public static void For(int count, Action<int> body, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (count == 0) return;
        using var loop = new Loop(count, body, cancellation);
        loop.Run();
    }

    /// <summary>Runs long work on a thread of its own, and not of the pool.</summary>
    public static Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellation) =>
        Task.Factory.StartNew(work, cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private static BlockingCollection<Action> Start()
    {
        var work = new BlockingCollection<Action>();
        for (var core = 0; core < Environment.ProcessorCount; core++)
        {
            new Thread(() =>
            {
                foreach (var step in work.GetConsumingEnumerable()) step();
            })
            { IsBackground = true, Name = "Iris core" }.Start();
        }

        return work;
    }

    private sealed class Loop(int count, Action<int> body, CancellationToken cancellation) : IDisposable
    {
        private readonly CountdownEvent left = new(count);
        private ExceptionDispatchInfo? failure;
        private int next;

        public void Run()
        {
            for (var i = Math.Min(count, Environment.ProcessorCount); i > 0; i--) Work.Add(Step);
            left.Wait(CancellationToken.None);
            failure?.Throw();
            cancellation.ThrowIfCancellationRequested();
        }

        public void Dispose() => left.Dispose();

        private void Step()
        {
            var index = Interlocked.Increment(ref next) - 1;
            if (index >= count) return;
            try
            {
                if (failure is null && !cancellation.IsCancellationRequested) body(index);
            }
            catch (Exception thrown)
            {
                failure ??= ExceptionDispatchInfo.Capture(thrown);
            }

            // Queued before it counts as done: whoever waits for the last step disposes of the loop.
            if (Volatile.Read(ref next) < count) Work.Add(Step);
            left.Signal();
        }
    }
}
