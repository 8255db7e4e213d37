using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Iris.Tests;

/// <summary>Counts what an action asks of the database, so that a test notices a list that asks once for each of its rows.</summary>
internal sealed class CountedQueries : DbCommandInterceptor
{
    private static readonly AsyncLocal<Counter?> Current = new();

    /// <summary>How many queries the action made.</summary>
    public static async Task<int> OfAsync(Func<Task> action)
    {
        var counter = new Counter();
        Current.Value = counter;
        await action();
        Current.Value = null;
        return counter.Count;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (Current.Value is { } counter) Interlocked.Increment(ref counter.Count);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    private sealed class Counter
    {
        public int Count;
    }
}
