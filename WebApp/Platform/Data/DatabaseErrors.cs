using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Iris.Platform.Data;

internal static class DatabaseErrors
{
    /// <summary>True when a unique index refused the row: somebody else was faster.</summary>
    public static bool IsDuplicate(this DbUpdateException failure) => failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
