using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Iris.Platform.Data;

/// <summary>
/// For <c>dotnet ef migrations add Name --project WebApp --output-dir Platform/Data/Migrations</c>, which needs the model and no database.
/// </summary>
internal sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<AppDbContext>
{
    public AppDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<AppDbContext>();
        DataModule.Configure(options, "Host=none");
        return new AppDbContext(options.Options);
    }
}
