using Iris.Accounts;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Iris.Platform.Data;

/// <summary>
/// The one database context. Features keep their entities and an <see cref="IEntityTypeConfiguration{TEntity}"/> beside them; they are discovered here.
/// The model is the same on every database; a derived context says how one of them stores times, and has the migrations.
/// Times are <see cref="DateTimeOffset"/> in UTC, whole microseconds. Ids are 16 bytes in the order in which .NET compares them, so that ids of version 7 are ordered by time.
/// </summary>
internal abstract class AppDbContext(DbContextOptions options) : IdentityDbContext<Person, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>
    /// They seal cookies, bearer tokens and antiforgery tokens, and every node opens what another one sealed. They are not encrypted once more: whoever can read
    /// this table can read the accounts beside it, and a key to encrypt them with would have to lie next to the database anyway.
    /// </summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Guid>().HaveConversion<GuidBytes>().HaveMaxLength(GuidBytes.Length).AreFixedLength();
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
