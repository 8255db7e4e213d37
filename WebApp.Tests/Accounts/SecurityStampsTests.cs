using System.Net;
using Iris.Accounts;
using Iris.Accounts.Authentication;
using Iris.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Accounts;

[Collection(nameof(WithIris))]
public class SecurityStampsTests(IrisApplication iris)
{
    [Fact]
    public async Task What_this_node_changes_ends_sessions_at_once()
    {
        var person = await iris.APerson().SignedInAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(person));

        await iris.InScopeAsync(async services =>
        {
            var people = services.GetRequiredService<UserManager<Person>>();
            return await people.UpdateSecurityStampAsync((await people.FindByIdAsync($"{person.Id}"))!);
        });

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(person));
    }

    [Fact]
    public async Task What_another_node_changes_counts_after_a_few_seconds()
    {
        var clock = new TickingClock();
        var stamps = new SecurityStamps(iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>(), clock);
        var person = await iris.APerson().SignedInAsync();
        var before = await stamps.FindAsync(person.Id);
        // Past the change tracker, as seen from here when another node does it.
        await iris.QueryAsync(db => db.Users.Where(row => row.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.SecurityStamp, "another")));

        clock.Elapsed = SecurityStamps.Lifetime - TimeSpan.FromMilliseconds(1);
        Assert.Equal(before, await stamps.FindAsync(person.Id));
        clock.Elapsed = SecurityStamps.Lifetime;
        Assert.Equal("another", await stamps.FindAsync(person.Id));
    }

    [Fact]
    public async Task A_stamp_that_was_read_while_it_changed_is_not_remembered()
    {
        SecurityStamps stamps = null!;
        var person = await iris.APerson().SignedInAsync();
        stamps = new(new Between(iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>(), () => stamps.Forget(person.Id)), new TickingClock());
        var before = await stamps.FindAsync(person.Id);

        await iris.QueryAsync(db => db.Users.Where(row => row.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.SecurityStamp, "another")));

        Assert.NotEqual("another", before);
        Assert.Equal("another", await stamps.FindAsync(person.Id));
    }

    [Fact]
    public async Task Somebody_who_is_not_there_has_no_stamp() =>
        Assert.Null(await iris.Services.GetRequiredService<SecurityStamps>().FindAsync(Guid.NewGuid()));

    private static async Task<HttpStatusCode> AskAsync(TestPerson person)
    {
        using var answer = await person.Client.GetAsync("/api/v1/accounts/me");
        return answer.StatusCode;
    }

    /// <summary>A clock whose time stamps stand still until a test moves them.</summary>
    private sealed class TickingClock : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }

    /// <summary>Somebody is changed while the database is being asked.</summary>
    private sealed class Between(IDbContextFactory<AppDbContext> contexts, Action change) : IDbContextFactory<AppDbContext>
    {
        public AppDbContext CreateDbContext()
        {
            change();
            return contexts.CreateDbContext();
        }
    }
}
