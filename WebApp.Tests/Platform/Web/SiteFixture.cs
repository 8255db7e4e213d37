namespace Iris.Tests.Platform.Web;

/// <summary>One running site for the tests of a class that need no settings of their own.</summary>
public sealed class SiteFixture : IAsyncLifetime
{
    public TestSite Site { get; private set; } = null!;

    public async Task InitializeAsync() => Site = await TestSite.StartAsync();

    public async Task DisposeAsync() => await Site.DisposeAsync();
}
