namespace Iris.Platform.Data;

/// <summary>A row that belongs to one person. Nobody else may learn that it exists.</summary>
internal interface IOwned
{
    /// <summary>The <see cref="Accounts.Person"/> it belongs to.</summary>
    Guid OwnerId { get; }
}

internal static class OwnedQueries
{
    /// <summary>
    /// Only what belongs to <paramref name="personId"/>. The owner check is part of the query and stands here alone: what it leaves out is answered as 404.
    /// </summary>
    public static IQueryable<T> OwnedBy<T>(this IQueryable<T> rows, Guid personId)
        where T : class, IOwned => rows.Where(row => row.OwnerId == personId);
}
