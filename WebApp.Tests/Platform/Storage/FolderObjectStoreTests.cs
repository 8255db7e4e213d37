using System.Net;
using Iris.Platform.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Platform.Storage;

public sealed class FolderObjectStoreTests : ObjectStoreTests, IAsyncLifetime
{
    private readonly string root = Path.Combine(Path.GetTempPath(), $"iris-objects-{Guid.NewGuid():n}");
    private readonly MovableClock clock = new();
    private readonly WebApplication site;

    public FolderObjectStoreTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        builder.Services.AddSingleton<ObjectTickets>();
        builder.Services.AddSingleton<IObjectStore>(services => new FolderObjectStore(root, services.GetRequiredService<ObjectTickets>(), clock));
        site = builder.Build();
        site.MapObjects();
        Store = site.Services.GetRequiredService<IObjectStore>();
    }

    private protected override IObjectStore Store { get; }

    private protected override HttpClient Browser => site.GetTestClient();

    public Task InitializeAsync() => site.StartAsync();

    public async Task DisposeAsync()
    {
        await site.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task A_signed_url_expires()
    {
        var url = Store.SignedUrl(await PutAsync("shared"), TimeSpan.FromHours(24));

        clock.Now += TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1);
        using var inTime = await Browser.GetAsync(url);
        clock.Now += TimeSpan.FromSeconds(1);
        using var tooLate = await Browser.GetAsync(url);

        Assert.Equal(HttpStatusCode.OK, inTime.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, tooLate.StatusCode);
    }

    [Fact]
    public async Task A_signed_url_that_was_altered_opens_nothing()
    {
        var url = Store.SignedUrl(await PutAsync("shared"), TimeSpan.FromHours(1)).ToString();
        // Not the last character: it may hold bits that do not count.
        var place = url.Length - 5;

        using var response = await Browser.GetAsync(new Uri(url[..place] + (url[place] == '1' ? '2' : '1') + url[(place + 1)..], UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_shared_object_can_run_nothing_in_the_browser()
    {
        using var response = await Browser.GetAsync(Store.SignedUrl(await PutAsync("<script>", ".html", "text/html"), TimeSpan.FromHours(1)));

        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["default-src 'none'; sandbox"], response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(8, response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("%%%")]
    public async Task What_is_no_ticket_opens_nothing(string ticket)
    {
        using var response = await Browser.GetAsync($"/objects/{ticket}");

        Assert.False(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Folders_and_files_are_closed_to_other_users()
    {
        await PutAsync("private", ".bin");
        if (OperatingSystem.IsWindows()) return;

        const UnixFileMode Others = (UnixFileMode)0b000_111_111;
        Assert.All([new DirectoryInfo(root), .. new DirectoryInfo(root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)],
            entry => Assert.Equal(default, entry.UnixFileMode & Others));
    }

    [Fact]
    public async Task A_cancelled_write_leaves_nothing()
    {
        var key = ObjectKey.New("readings", ".jpg");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync(key, new byte[100], "image/jpeg", new CancellationToken(true)));

        Assert.Null(await Store.OpenAsync(key, default));
        Assert.Empty(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Drafts_of_a_killed_process_are_cleared_away_once_they_are_old()
    {
        var draft = Path.Combine(root, ".incoming", "draft");
        File.WriteAllText(draft, "half a pic");
        var tickets = site.Services.GetRequiredService<ObjectTickets>();

        _ = new FolderObjectStore(root, tickets, clock);
        Assert.True(File.Exists(draft));
        clock.Now += TimeSpan.FromDays(2);
        _ = new FolderObjectStore(root, tickets, clock);
        Assert.False(File.Exists(draft));
    }

    [Fact]
    public async Task An_object_that_is_being_read_can_be_deleted()
    {
        var key = await PutAsync("reading on");
        await using var stored = await Store.OpenAsync(key, default);

        await Store.DeleteAsync([key], default);

        using var reader = new StreamReader(stored!.Content);
        Assert.Equal("reading on", await reader.ReadToEndAsync());
    }
}
