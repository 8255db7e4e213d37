using Iris.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Iris.Platform.Data;

/// <summary>
/// The one database context. Features keep their entities and an <see cref="IEntityTypeConfiguration{TEntity}"/> beside them; they are discovered here.
/// Times are <see cref="DateTimeOffset"/> in UTC.
/// </summary>
internal sealed class AppDbContext(DbContextOptions<AppDbContext> options) : IdentityDbContext<Person, IdentityRole<Guid>, Guid>(options)
{
    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().HaveConversion<StorableText>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<IdentityRole<Guid>>().ToTable("Roles");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("RoleClaims");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("PersonRoles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("PersonClaims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("PersonLogins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("PersonTokens");
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
    }
}
