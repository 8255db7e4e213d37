using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace Iris.Platform.Data;

internal static class DatabaseErrors
{
    /// <summary>SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY.</summary>
    private const int SqliteUnique = 2067, SqlitePrimaryKey = 1555;

    /// <summary>True when a unique index refused the row: somebody else was faster.</summary>
    public static bool IsDuplicate(this DbUpdateException failure) => failure.InnerException is
        SqliteException { SqliteExtendedErrorCode: SqliteUnique or SqlitePrimaryKey } or MySqlException { ErrorCode: MySqlErrorCode.DuplicateKeyEntry };
}
