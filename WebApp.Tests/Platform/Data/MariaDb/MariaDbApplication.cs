using Microsoft.AspNetCore.Hosting;

namespace Iris.Tests.Platform.Data.MariaDb;

/// <summary>The real program on MariaDB, started once for all tests of <see cref="WithMariaDb"/>.</summary>
public sealed class MariaDbApplication : IrisApplication
{
    private MariaDbServer? server;

    public override async Task InitializeAsync()
    {
        server = await MariaDbServer.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Database:Provider", "mysql");
        builder.UseSetting("ConnectionStrings:Database", server!.ConnectionString("iris"));
    }
}

/// <summary>
/// Tests that share the one <see cref="MariaDbApplication"/>: classes of <see cref="WithIris"/> once more, by a line each in <c>OnMariaDb.cs</c>. They are skipped where there is
/// no MariaDB (<see cref="IrisTestFramework"/>).
/// </summary>
[CollectionDefinition(nameof(WithMariaDb))]
public sealed class WithMariaDb : ICollectionFixture<MariaDbApplication>;
