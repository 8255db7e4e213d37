using Amazon.EC2;
using Iris.Instruments;
using Iris.Platform.Data;
using Iris.Tests.Diary.Painting;
using Iris.Tests.Gallery;
using Iris.Tests.Platform.Compute;
using Iris.Tests.Platform.Diffusion;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests;

/// <summary>
/// The real program with SQLite in a data folder of its own, started once for all tests of <see cref="WithIris"/>.
/// Each test works with its own <see cref="PersonBuilder">person</see>.
/// </summary>
public class IrisApplication : WebApplicationFactory<Program>, IAsyncLifetime
{
    /// <summary>What tests sign in with unless they say otherwise.</summary>
    public const string Password = "correct horse battery";

    /// <summary>The first admin.</summary>
    public const string AdminEmail = "admin@iris.example";

    /// <summary>Paints within milliseconds, and knows a few words.</summary>
    private readonly TinyPainter painter = new TinyPainter().Written().WithWords();

    /// <summary>Where the machine <c>gpu</c> is, that admins start and stop.</summary>
    internal FakeEc2 Cloud { get; } = FakeEc2.Start();

    public string DataFolder { get; } = Directory.CreateTempSubdirectory("iris-tests-").FullName;

    public virtual Task InitializeAsync()
    {
        _ = Server; // starts the program
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Cloud.DisposeAsync();
        painter.Dispose();
        Directory.Delete(DataFolder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A person who is registered when the builder is asked to.</summary>
    public PersonBuilder APerson() => new(this);

    /// <summary>A client that is nobody: it follows no redirects and keeps cookies.</summary>
    public HttpClient Anonymous() => CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = ClientOptions.BaseAddress, AllowAutoRedirect = false, HandleCookies = true });

    /// <summary>Runs an action on services of a scope of their own.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> action)
    {
        await using var scope = Services.CreateAsyncScope();
        return await action(scope.ServiceProvider);
    }

    /// <summary>Asks the database.</summary>
    internal async Task<T> QueryAsync<T>(Func<AppDbContext, Task<T>> query)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        return await query(db);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Data:Folder", DataFolder);
        builder.UseSetting("Admin:Email", AdminEmail);
        builder.UseSetting("Admin:Password", Password);
        builder.UseSetting("RateLimits:Enabled", "false");
        builder.UseSetting("Painter:EmbeddedFolder", painter.Folder);
        builder.UseSetting("Painting:Concurrency", "0"); // tests of jobs take the next one themselves
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Compute:Servers:gpu:Instance", FakeEc2.Gpu);
        builder.UseSetting("Compute:Servers:gpu:HourlyPrice", "0.5");
        // A good hash takes long on purpose; thousands of people are registered here.
        builder.ConfigureServices(services => services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1));
        builder.ConfigureServices(services =>
            services.AddSingleton<Instrument, ProbeInstrument>().AddSingleton<IInterceptor, CountedQueries>().AddSingleton<IAmazonEC2>(Cloud.Client()));
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}

/// <summary>Tests that share the one <see cref="IrisApplication"/>: <c>[Collection(nameof(WithIris))]</c>.</summary>
[CollectionDefinition(nameof(WithIris))]
public sealed class WithIris : ICollectionFixture<IrisApplication>;
