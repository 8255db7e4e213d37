using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace Iris.Platform.Data.MySql;

/// <summary>A server of MySQL 8 or MariaDB 10.11, or newer, that <c>ConnectionStrings:Database</c> names: the database of several nodes.</summary>
internal sealed class MySqlDatabase(IServiceProvider services, IConfiguration configuration) : Database(services)
{
    /// <summary>A lost connection or a deadlock is tried again for a few seconds, not for as long as a person would wait.</summary>
    private const int Retries = 4;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private string connectionString = "";
    private ServerVersion? server;

    public override void Configure(DbContextOptionsBuilder options) =>
        options.UseMySql(connectionString, server!, mysql => mysql.EnableRetryOnFailure(Retries, LongestPause, errorNumbersToAdd: null));

    protected override async Task OpenAsync()
    {
        var configured = configuration.GetConnectionString("Database");
        if (string.IsNullOrWhiteSpace(configured)) throw new StartupException($"Database:Provider is '{MySql}', but ConnectionStrings:Database does not say where the server is.");
        try
        {
            // Ids are bytes (GuidBytes). Without a database the server can be asked for its version before ours is made.
            var settings = new MySqlConnectionStringBuilder(configured) { GuidFormat = MySqlGuidFormat.None };
            connectionString = settings.ConnectionString;
            settings.Database = "";
            await using var connection = new MySqlConnection(settings.ConnectionString);
            await connection.OpenAsync();
            server = ServerVersion.Parse(connection.ServerVersion);
        }
        catch (Exception failure) when (failure is MySqlException or ArgumentException)
        {
            throw new StartupException($"The database can't be reached: {failure.Message} Check ConnectionStrings:Database.", failure);
        }
    }

    protected override ValueTask CloseAsync() => ValueTask.CompletedTask;
}
