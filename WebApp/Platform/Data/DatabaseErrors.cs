using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace Iris.Platform.Data;

internal static class DatabaseErrors
{
    /// <summary>SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY.</summary>
    private const int SqliteUnique = 2067, SqlitePrimaryKey = 1555;

    /// <summary>SQLITE_CONSTRAINT_FOREIGNKEY.</summary>
    private const int SqliteForeignKey = 787;

    /// <summary>SQLITE_FULL, and what the memory that connections share says instead.</summary>
    private const int SqliteFull = 13, SqliteSharedMemorySize = 4874;

    /// <summary>True when somebody else changed what the change was about, or took it away: load it again and repeat.</summary>
    public static bool IsConflict(this DbUpdateException failure) => failure is DbUpdateConcurrencyException || failure.IsDuplicate() || failure.InnerException is
        SqliteException { SqliteExtendedErrorCode: SqliteForeignKey } or MySqlException { ErrorCode: MySqlErrorCode.NoReferencedRow or MySqlErrorCode.NoReferencedRow2 };

    /// <summary>True when the database has no room left to write.</summary>
    public static bool IsFull(Exception failure) => failure is
        SqliteException { SqliteErrorCode: SqliteFull } or SqliteException { SqliteExtendedErrorCode: SqliteSharedMemorySize }
        or MySqlException { ErrorCode: MySqlErrorCode.DiskFull or MySqlErrorCode.RecordFileFull };

    /// <summary>True when a unique index refused the row: somebody else was faster.</summary>
    public static bool IsDuplicate(this DbUpdateException failure) => failure.InnerException is
        SqliteException { SqliteExtendedErrorCode: SqliteUnique or SqlitePrimaryKey } or MySqlException { ErrorCode: MySqlErrorCode.DuplicateKeyEntry };
}
