using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Iris.Accounts;
using Iris.Accounts.Authentication;
using Iris.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iris.Tests.Accounts;

[Collection(nameof(WithIris))]
public class AccountErasureTests(IrisApplication application)
{
    [Fact]
    public async Task An_erasure_that_fails_half_way_closes_the_account_and_is_finished_later()
    {
        var person = await application.APerson().SignedInAsync();
        var store = new FailingStore();
        Assert.False(await application.InScopeAsync(async services =>
            await Erasure(services, store).EraseAsync((await services.GetRequiredService<UserManager<Person>>().FindByIdAsync($"{person.Id}"))!)));

        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Client.GetAsync("/api/v1/accounts/me")).StatusCode);
        using var login = await application.Anonymous().PostAsJsonAsync("/api/v1/accounts/login", new { email = person.Email, password = IrisApplication.Password });
        Assert.Equal(HttpStatusCode.Unauthorized, login.StatusCode);

        store.Works = true;
        await application.InScopeAsync(async services =>
        {
            await Erasure(services, store).ResumeAsync(CancellationToken.None);
            return true;
        });
        Assert.Contains(person.Id, store.Erased);
        Assert.False(await application.QueryAsync(db => db.Users.AnyAsync(row => row.Id == person.Id)));
    }

    [Fact]
    public async Task Every_feature_takes_part_in_the_export()
    {
        var person = await application.APerson().SignedInAsync();
        using var archive = new MemoryStream();
        await application.InScopeAsync(async services =>
        {
            var row = (await services.GetRequiredService<UserManager<Person>>().FindByIdAsync($"{person.Id}"))!;
            await new AccountExport([new FailingStore()]).WriteAsync(row, [Roles.User], archive, CancellationToken.None);
            return true;
        });
        using var zip = new ZipArchive(archive);
        Assert.Equal(["profile.json", "pictures.json", "picture.jpg"], zip.Entries.Select(entry => entry.FullName));
    }

    private static AccountErasure Erasure(IServiceProvider services, IPersonalData feature) => new(
        services.GetRequiredService<AppDbContext>(), services.GetRequiredService<SecurityStamps>(), [feature], TimeProvider.System, NullLogger<AccountErasure>.Instance);

    private sealed class FailingStore : IPersonalData
    {
        public bool Works { get; set; }

        public List<Guid> Erased { get; } = [];

        public async Task ExportAsync(Guid personId, PersonalArchive archive, CancellationToken cancellationToken)
        {
            await archive.AddJsonAsync("pictures.json", new[] { "picture.jpg" }, cancellationToken);
            using var picture = new MemoryStream(Encoding.UTF8.GetBytes("picture"));
            await archive.AddFileAsync("picture.jpg", picture, cancellationToken);
        }

        public Task EraseAsync(Guid personId, CancellationToken cancellationToken)
        {
            if (!Works) throw new IOException("The store is down.");
            Erased.Add(personId);
            return Task.CompletedTask;
        }
    }
}
