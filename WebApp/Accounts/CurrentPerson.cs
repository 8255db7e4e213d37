using Microsoft.AspNetCore.Identity;

namespace Iris.Accounts;

/// <summary>The signed-in person of a static page and the session that shows the change of a profile.</summary>
internal sealed class CurrentPerson(IHttpContextAccessor contexts, UserManager<Person> people, SignInManager<Person> manager)
{
    private Task<Person>? person;

    /// <summary>The person of this request. The sections of a page ask at the same time; they share one read.</summary>
    public Task<Person> GetAsync() => person ??= ReadAsync();

    /// <summary>Renews the cookie after a change that ends other sessions or changes what the session carries.</summary>
    public async Task RenewAsync() => await manager.RefreshSignInAsync(await GetAsync());

    private async Task<Person> ReadAsync() => await people.GetUserAsync(contexts.HttpContext!.User) ?? throw new InvalidOperationException("Nobody is signed in.");
}
