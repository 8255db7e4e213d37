using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Platform.Audit;
using Iris.Platform.Data;
using Iris.Tests.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Admin;

/// <summary>What admins did, by the API and in the person's own data.</summary>
[Collection(nameof(WithIris))]
public class AuditLogTests(IrisApplication iris)
{
    [Fact]
    public async Task What_an_admin_does_is_in_the_log_newest_first_and_pages()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        var subjects = Enumerable.Range(0, 5).Select(index => $"{admin.Nickname} {index}").ToList();
        var clock = new MovableClock();
        var log = new AuditLog(iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>(), clock);
        foreach (var subject in subjects)
        {
            clock.Now += TimeSpan.FromMilliseconds(1); // as fine as the order is
            await log.WriteAsync(new Actor(admin.Id, admin.Nickname), AuditActions.StartServer, subject, null, default);
        }

        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var slice = await admin.Client.GetFromJsonAsync<JsonElement>($"/api/v1/admin/audit?limit=2&cursor={cursor}");
            Assert.InRange(slice.GetProperty("items").GetArrayLength(), 1, 2);
            seen.AddRange(slice.GetProperty("items").EnumerateArray().Where(item => item.TryGetProperty("actor", out var actor) && actor.GetString() == admin.Nickname).Select(item => item.GetProperty("subject").GetString()));
            cursor = slice.GetProperty("nextCursor").GetString();
        }
        while (seen.Count < 5 && cursor is not null);

        Assert.Equal(Enumerable.Reverse(subjects), seen);
    }

    [Fact]
    public async Task It_is_for_admins_alone()
    {
        var person = await iris.APerson().SignedInAsync();

        using var refused = await person.Client.GetAsync("/api/v1/admin/audit");
        using var stranger = await iris.Anonymous().GetAsync("/api/v1/admin/audit");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (refused.StatusCode, stranger.StatusCode));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("cursor=nowhere", "cursor")]
    public async Task A_page_that_can_not_be_is_refused(string query, string code)
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();

        using var refused = await admin.Client.GetAsync($"/api/v1/admin/audit?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(code, (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_erased_admin_leaves_the_deeds_without_the_name()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        await Log.WriteAsync(new Actor(admin.Id, admin.Nickname), AuditActions.StopServer, admin.Nickname, "detail", default);

        await new PersonalAudit(iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>()).EraseAsync(admin.Id, default);

        var entry = await iris.QueryAsync(database => database.Set<AuditEntry>().AsNoTracking().SingleAsync(entry => entry.Subject == admin.Nickname));
        Assert.Equal((null, null, AuditActions.StopServer), (entry.ActorId, entry.ActorName, entry.Action));
    }

    [Fact]
    public async Task The_word_list_that_an_admin_saves_is_told()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();

        (await admin.Client.PutAsJsonAsync("/api/v1/admin/painter/words", new { text = Iris.Platform.Words.WordFilter.Delivered })).EnsureSuccessStatusCode();

        Assert.Equal([AuditActions.SaveWords], await iris.QueryAsync(database => database.Set<AuditEntry>().Where(entry => entry.ActorId == admin.Id).Select(entry => entry.Action).ToListAsync()));
        await iris.QueryAsync(database => database.Set<Iris.Platform.Words.SavedWordList>().ExecuteDeleteAsync());
    }

    private AuditLog Log => iris.Services.GetRequiredService<AuditLog>();
}
