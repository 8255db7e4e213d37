using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Iris.Platform.Data.MySql;

/// <summary>
/// The model on MySQL and MariaDB. Text is compared byte by byte, as SQLite does: other collations take different emoji, or letters with and without accents, for the
/// same. Spaces at the end don't count here, so that whatever has to be unique is trimmed and normalised before.
/// </summary>
internal sealed class MySqlContext(DbContextOptions<MySqlContext> options) : AppDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMicroseconds>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.HasCharSet("utf8mb4").UseCollation("utf8mb4_bin");
        base.OnModelCreating(builder);
    }
}

/// <summary>For <c>dotnet ef</c>, which needs the model and no database: see docs/operations.md.</summary>
internal sealed class MySqlContextFactory : IDesignTimeDbContextFactory<MySqlContext>
{
    public MySqlContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<MySqlContext>().UseMySql(new MySqlServerVersion(new Version(8, 0))).Options);
}
