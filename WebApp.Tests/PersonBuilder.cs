using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Accounts;
using Iris.Accounts.Registration;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests;

/// <summary>Somebody who is registered and signed in to the API.</summary>
/// <param name="Id">The id of the account.</param>
/// <param name="Email">An address that no other test has.</param>
/// <param name="Nickname">A nickname that no other test has.</param>
/// <param name="Client">Sends the person's bearer token.</param>
/// <param name="RefreshToken">Renews it.</param>
public sealed record TestPerson(Guid Id, string Email, string Nickname, HttpClient Client, string RefreshToken);

/// <summary>Registers a person for a test.</summary>
public sealed class PersonBuilder(IrisApplication application)
{
    private readonly string name = "p" + Guid.NewGuid().ToString("N")[..12];
    private string gender = "female";
    private string birthDate = "1990-05-17";
    private bool admin;
    private bool consent;

    public PersonBuilder Born(string birthDate)
    {
        this.birthDate = birthDate;
        return this;
    }

    public PersonBuilder Of(string gender)
    {
        this.gender = gender;
        return this;
    }

    public PersonBuilder AsAdmin()
    {
        admin = true;
        return this;
    }

    /// <summary>Has agreed to the analysis of faces.</summary>
    public PersonBuilder WithConsent()
    {
        consent = true;
        return this;
    }

    /// <summary>Registers the person and signs in to the API.</summary>
    public async Task<TestPerson> SignedInAsync()
    {
        var id = await RegisterAsync();
        var client = application.Anonymous();
        using var answer = await client.PostAsJsonAsync("/api/v1/accounts/login", new { email = Email, password = IrisApplication.Password });
        answer.EnsureSuccessStatusCode();
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("accessToken").GetString());
        return new TestPerson(id, Email, name, client, tokens.GetProperty("refreshToken").GetString()!);
    }

    /// <summary>Registers the person and signs in to the site: the client has the cookie, and the jar, if there is one.</summary>
    public async Task<TestPerson> SignedInToSiteAsync(CookieContainer? jar = null)
    {
        var id = await RegisterAsync();
        return new TestPerson(id, Email, name, await SignInToSiteAsync(jar), "");
    }

    /// <summary>Signs in to the site once more, in another browser.</summary>
    public async Task<HttpClient> SignInToSiteAsync(CookieContainer? jar = null)
    {
        var client = application.CreateDefaultClient(new CookieContainerHandler(jar ?? new()));
        using var answer = await client.PostFormAsync(AccountPages.Login, "login", new() { ["Input.Email"] = Email, ["Input.Password"] = IrisApplication.Password });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }

    private string Email => name + "@iris.example";

    private Task<Guid> RegisterAsync() => application.InScopeAsync(async services =>
    {
        var registry = services.GetRequiredService<PersonRegistry>();
        var request = new NewPerson { Email = Email, Password = IrisApplication.Password, Nickname = name, Gender = gender, BirthDate = birthDate };
        var (person, errors) = await registry.RegisterAsync(request, CancellationToken.None, admin ? [Roles.Admin] : []);
        Assert.Empty(errors);
        if (consent) await registry.SetConsentAsync(person!, consent: true);
        return person!.Id;
    });
}
