using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Iris.Platform.Data.Sqlite;

/// <summary>
/// SQLite in <c>{Data:Folder}/iris.db</c>: the database of a single process. The folder is taken by a lock of the operating system, which goes with the process
/// however it ends. Everything that is SQL of SQLite's own stands here, because PRAGMA has no other form; what it does and why: docs/decisions/022-two-databases.md.
/// </summary>
internal sealed class SqliteDatabase : Database
{
    private readonly DataFolder folder;
    private readonly string connectionString;
    private FileStream? folderLock;

    public SqliteDatabase(IServiceProvider services, DataFolder folder, IConfiguration configuration)
        : base(services)
    {
        var provider = configuration["Database:Provider"];
        if (!string.IsNullOrWhiteSpace(provider) && !provider.Equals(Sqlite, StringComparison.OrdinalIgnoreCase))
        {
            throw new StartupException($"Database:Provider is '{provider}'; it can be '{Sqlite}' or '{MySql}'.");
        }

        if (!string.IsNullOrWhiteSpace(configuration.GetConnectionString("Database")))
        {
            throw new StartupException($"ConnectionStrings:Database is set, but SQLite's file lies in the data folder. Set Database:Provider to '{MySql}', or take the connection string away.");
        }

        this.folder = folder;
        connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.Path, "iris.db"), ForeignKeys = true }.ConnectionString;
    }

    public override bool HasRoom => folder.HasRoom;

    public override void Configure(DbContextOptionsBuilder options) => options.UseSqlite(connectionString).AddInterceptors(new Settings());

    protected override async Task OpenAsync()
    {
        folderLock ??= TakeLock();
        try
        {
            await using var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync();
            // A start that was killed while it migrated left EF's own lock behind, which no later start would wait out. Under ours it is nobody's.
            await ExecuteAsync(connection, """PRAGMA journal_mode = WAL; DROP TABLE IF EXISTS "__EFMigrationsLock";""");
        }
        catch (SqliteException failure)
        {
            await folderLock.DisposeAsync();
            folderLock = null;
            throw new StartupException($"The database in the data folder '{folder.Path}' can't be opened: {failure.Message} Restore iris.db from a backup, or choose another Data:Folder.", failure);
        }
    }

    /// <summary>Writes the log back into the one file, so that a copy of it is whole, and gives the folder back.</summary>
    protected override async ValueTask CloseAsync()
    {
        if (folderLock is null) return;
        await using (var connection = new SqliteConnection(connectionString))
        {
            await connection.OpenAsync();
            await ExecuteAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            SqliteConnection.ClearPool(connection);
        }

        await folderLock.DisposeAsync();
        folderLock = null;
    }

    private FileStream TakeLock()
    {
        try
        {
            return new FileStream(folder.File("iris.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.None);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new StartupException($"The data folder '{folder.Path}' can't be written by this user. Choose another one with Data:Folder.", failure);
        }
        catch (IOException failure)
        {
            throw new StartupException(
                $"Another instance of Iris is already running on the data folder '{folder.Path}'. Stop it, or give this one its own with Data:Folder.", failure);
        }
    }

    private static async Task ExecuteAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// What SQLite keeps per connection. It waits for another writer by itself, which is fairer and quicker than the provider's rounds of 150 ms; and a commit is on the
    /// disk before it is acknowledged.
    /// </summary>
    private sealed class Settings : DbConnectionInterceptor
    {
        private const string Statement = "PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Statement;
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
            ExecuteAsync(connection, Statement);
    }
}
