using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Accounts;
using Iris.Accounts.Authentication;
using Iris.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Accounts;

/// <summary>The fifth failure locks: four are told as failures, and no sixth password is ever looked at.</summary>
[Collection(nameof(WithIris))]
public class SignInAttemptsTests(IrisApplication iris)
{
    private const string Wrong = "not the password", Done = "", Locked = "locked-out";

    [Fact]
    public async Task Of_many_wrong_passwords_at_once_no_more_are_looked_at_than_one_after_the_other()
    {
        var person = await iris.APerson().SignedInAsync();

        var codes = await AtOnceAsync(48, _ => LoginAsync(person, Wrong));

        Assert.Equal(4, codes.Count(code => code == "sign-in-failed"));
        Assert.Equal(44, codes.Count(code => code == Locked));
        Assert.Equal(Locked, await LoginAsync(person, IrisApplication.Password));
    }

    [Fact]
    public async Task Of_many_right_ones_at_once_none_is_refused()
    {
        var person = await iris.APerson().SignedInAsync();

        Assert.All(await AtOnceAsync(16, _ => LoginAsync(person, IrisApplication.Password)), code => Assert.Equal(Done, code));

        Assert.Equal(0, await FailuresAsync(person));
    }

    [Fact]
    public async Task A_right_one_forgets_the_wrong_ones_before_it()
    {
        var person = await iris.APerson().SignedInAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var failure = 1; failure <= 4; failure++) Assert.Equal("sign-in-failed", await LoginAsync(person, Wrong));
            Assert.Equal(Done, await LoginAsync(person, IrisApplication.Password));
        }
    }

    [Fact]
    public async Task A_lock_ends_by_itself()
    {
        var person = await iris.APerson().SignedInAsync();
        for (var failure = 1; failure <= 5; failure++) await LoginAsync(person, Wrong);
        Assert.Equal(Locked, await LoginAsync(person, IrisApplication.Password));

        DateTimeOffset? past = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        await iris.QueryAsync(db => db.Users.Where(row => row.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LockoutEnd, past)));

        Assert.Equal(Done, await LoginAsync(person, IrisApplication.Password));
    }

    [Fact]
    public async Task Nodes_that_count_at_once_give_no_more_attempts_than_one()
    {
        var person = await iris.APerson().SignedInAsync();
        var nodes = Enumerable.Range(0, 4).Select(_ => new SignInAttempts(
            iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>(), iris.Services.GetRequiredService<IOptions<IdentityOptions>>(), TimeProvider.System)).ToArray();

        var begun = await AtOnceAsync(40, async number =>
        {
            using var attempt = await nodes[number % nodes.Length].BeginAsync(person.Id);
            return attempt is not null;
        });

        Assert.Equal(5, begun.Count(counted => counted));
    }

    [Fact]
    public async Task Of_many_wrong_codes_at_once_no_more_are_looked_at_than_one_after_the_other()
    {
        var (person, key, _) = await WithSecondStepAsync();
        Assert.Equal("sign-in-failed", await LoginAsync(person, Wrong));
        // The password alone is right, and takes nothing off the count.
        Assert.Equal("two-factor-required", await LoginAsync(person, IrisApplication.Password));

        var codes = await AtOnceAsync(32, number => LoginAsync(person, IrisApplication.Password, $"{number:D5}x"));

        Assert.Equal(3, codes.Count(code => code == "two-factor-failed"));
        Assert.Equal(29, codes.Count(code => code == Locked));
        Assert.Equal(Locked, await LoginAsync(person, IrisApplication.Password, AuthenticatorApp.Code(key)));
    }

    [Fact]
    public async Task A_recovery_code_opens_once_however_many_bring_it_at_once()
    {
        var (person, _, recovery) = await WithSecondStepAsync();

        var codes = await AtOnceAsync(4, _ => LoginAsync(person, IrisApplication.Password, recovery));

        Assert.Equal(1, codes.Count(code => code == Done));
        Assert.Equal(3, codes.Count(code => code == "two-factor-failed"));
    }

    private Task<int> FailuresAsync(TestPerson person) => iris.QueryAsync(db => db.Users.Where(row => row.Id == person.Id).Select(row => row.AccessFailedCount).SingleAsync());

    private async Task<(TestPerson Person, string Key, string Recovery)> WithSecondStepAsync()
    {
        var person = await iris.APerson().SignedInAsync();
        return await iris.InScopeAsync(async services =>
        {
            var (people, setup) = (services.GetRequiredService<UserManager<Person>>(), services.GetRequiredService<TwoStepSetup>());
            var row = (await people.FindByIdAsync($"{person.Id}"))!;
            var key = (await setup.BeginAsync(row)).Spelled;
            var (codes, errors) = await setup.EnableAsync(row, AuthenticatorApp.Code(key));
            Assert.Empty(errors);
            return (person, key, codes!.First());
        });
    }

    private static Task<T[]> AtOnceAsync<T>(int times, Func<int, Task<T>> act) => Task.WhenAll(Enumerable.Range(0, times).Select(number => Task.Run(() => act(number))));

    /// <summary>The code of the refusal; empty when the tokens were answered.</summary>
    private async Task<string> LoginAsync(TestPerson person, string password, string? code = null)
    {
        using var answer = await iris.Anonymous().PostAsJsonAsync("/api/v1/accounts/login", new { email = person.Email, password, twoFactorCode = code });
        return answer.StatusCode == HttpStatusCode.OK ? Done : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;
    }
}
