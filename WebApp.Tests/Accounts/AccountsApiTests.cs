using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Accounts;
using Iris.Accounts.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Accounts;

[Collection(nameof(WithIris))]
public class AccountsApiTests(IrisApplication application)
{
    private const string Accounts = "/api/v1/accounts";

    [Fact]
    public async Task Whoever_registers_can_sign_in_and_sees_the_own_profile()
    {
        var name = Unique();
        using var client = application.Anonymous();
        using var registered = await client.PostAsJsonAsync($"{Accounts}/register", Registration(name));
        Assert.Equal(HttpStatusCode.OK, registered.StatusCode);

        var tokens = await LoginAsync(client, name);
        Assert.Equal("Bearer", tokens.GetProperty("tokenType").GetString());
        Assert.True(tokens.GetProperty("expiresIn").GetInt32() > 0);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("accessToken").GetString());

        var me = await client.GetFromJsonAsync<JsonElement>($"{Accounts}/me");
        Assert.Equal(name, me.GetProperty("nickname").GetString());
        Assert.Equal("female", me.GetProperty("gender").GetString());
        Assert.Equal("1990-05-17", me.GetProperty("birthDate").GetString());
        Assert.Equal("User", Assert.Single(me.GetProperty("roles").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData("email", "nobody", "email")]
    [InlineData("email", null, "email")]
    [InlineData("email", "\u200B", "email")]
    [InlineData("email", "i\u200Bris@iris.example", "email")]
    [InlineData("password", "short", "password")]
    [InlineData("password", "aaaaaaaaaaaa", "password")]
    [InlineData("nickname", "x", "nickname")]
    [InlineData("password", "a\u0301e\u0301i\u0301o\u0301", "password")]
    [InlineData("nickname", "a__b", "nickname")]
    [InlineData("nickname", "\u3164\u3164", "nickname")]
    [InlineData("gender", "male,female", "gender")]
    [InlineData("gender", "female, other", "gender")]
    [InlineData("gender", "1", "gender")]
    [InlineData("gender", "3", "gender")]
    [InlineData("gender", "unknown", "gender")]
    [InlineData("birthDate", "17.5.1990", "birthDate")]
    [InlineData("birthDate", "1850-01-01", "birthDate")]
    public async Task What_is_wrong_is_answered_field_by_field(string field, string? value, string wrong)
    {
        using var client = application.Anonymous();
        var registration = Registration(Unique());
        registration[field] = value;
        using var refused = await client.PostAsJsonAsync($"{Accounts}/register", registration);
        Assert.Equal(wrong, Assert.Single((await ErrorsAsync(refused)).EnumerateObject()).Name);
    }

    [Fact]
    public async Task An_empty_registration_names_every_field()
    {
        using var client = application.Anonymous();
        using var refused = await client.PostAsJsonAsync($"{Accounts}/register", new { });
        Assert.Equal(["birthDate", "email", "gender", "nickname", "password"], (await ErrorsAsync(refused)).EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task People_register_from_their_fourteenth_birthday()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        using var client = application.Anonymous();
        var registration = Registration(Unique());
        registration["birthDate"] = $"{today.AddYears(-14).AddDays(1):yyyy-MM-dd}";
        using var early = await client.PostAsJsonAsync($"{Accounts}/register", registration);
        Assert.Equal("birthDate", Assert.Single((await ErrorsAsync(early)).EnumerateObject()).Name);

        registration["birthDate"] = $"{today.AddYears(-14):yyyy-MM-dd}";
        using var onTheDay = await client.PostAsJsonAsync($"{Accounts}/register", registration);
        Assert.Equal(HttpStatusCode.OK, onTheDay.StatusCode);
    }

    [Fact]
    public async Task Address_and_nickname_are_unique_without_regard_to_case()
    {
        var name = Unique();
        using var client = application.Anonymous();
        (await client.PostAsJsonAsync($"{Accounts}/register", Registration(name))).EnsureSuccessStatusCode();
        using var again = await client.PostAsJsonAsync($"{Accounts}/register", Registration(name.ToUpperInvariant()));
        Assert.Equal(["email", "nickname"], (await ErrorsAsync(again)).EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task Of_many_who_want_one_nickname_at_once_one_gets_it()
    {
        var nickname = Unique();
        using var client = application.Anonymous();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
        {
            var registration = Registration(Unique());
            registration["nickname"] = nickname;
            return client.PostAsJsonAsync($"{Accounts}/register", registration);
        }));
        Assert.Equal([HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.BadRequest, 5)], answers.Select(answer => answer.StatusCode).Order());
    }

    [Fact]
    public async Task Errors_speak_the_language_of_the_caller()
    {
        using var client = application.Anonymous();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ko");
        using var refused = await client.PostAsJsonAsync($"{Accounts}/register", new { });
        Assert.Equal("이메일을 입력해 주세요.", (await ErrorsAsync(refused)).GetProperty("email")[0].GetString());
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        var person = await application.APerson().SignedInAsync();
        using var client = application.Anonymous();
        using var wrong = await client.PostAsJsonAsync($"{Accounts}/login", new { email = person.Email, password = "not the password" });
        using var unknown = await client.PostAsJsonAsync($"{Accounts}/login", new { email = Unique() + "@iris.example", password = "not the password" });
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal("sign-in-failed", await CodeAsync(wrong));
        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
        Assert.Equal("sign-in-failed", await CodeAsync(unknown));
    }

    [Fact]
    public async Task Five_failures_lock_the_account_and_say_so()
    {
        var person = await application.APerson().SignedInAsync();
        using var client = application.Anonymous();
        for (var failure = 1; failure <= 5; failure++)
        {
            using var failed = await client.PostAsJsonAsync($"{Accounts}/login", new { email = person.Email, password = "not the password" });
            Assert.Equal(HttpStatusCode.Unauthorized, failed.StatusCode);
        }

        using var locked = await client.PostAsJsonAsync($"{Accounts}/login", new { email = person.Email, password = IrisApplication.Password });
        Assert.Equal(HttpStatusCode.Unauthorized, locked.StatusCode);
        Assert.Equal("locked-out", await CodeAsync(locked));
    }

    [Fact]
    public async Task A_refresh_token_renews_the_access_token()
    {
        var person = await application.APerson().SignedInAsync();
        using var refreshed = await application.Anonymous().PostAsJsonAsync($"{Accounts}/refresh", new { refreshToken = person.RefreshToken });
        var tokens = await refreshed.Content.ReadFromJsonAsync<JsonElement>();
        using var client = application.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("accessToken").GetString());
        Assert.Equal(person.Nickname, (await client.GetFromJsonAsync<JsonElement>($"{Accounts}/me")).GetProperty("nickname").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task What_is_no_refresh_token_is_refused(string? token)
    {
        using var refused = await application.Anonymous().PostAsJsonAsync($"{Accounts}/refresh", new { refreshToken = token });
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("refresh-refused", await CodeAsync(refused));
    }

    [Fact]
    public async Task A_change_of_the_password_ends_tokens_at_once()
    {
        var person = await application.APerson().SignedInAsync();
        await application.InScopeAsync(async services =>
        {
            var people = services.GetRequiredService<UserManager<Person>>();
            return await people.ChangePasswordAsync((await people.FindByIdAsync($"{person.Id}"))!, IrisApplication.Password, "another long password");
        });
        using var refreshed = await application.Anonymous().PostAsJsonAsync($"{Accounts}/refresh", new { refreshToken = person.RefreshToken });
        Assert.Equal(HttpStatusCode.Unauthorized, refreshed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Client.GetAsync($"{Accounts}/me")).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/me")]
    [InlineData("PUT", "/me")]
    [InlineData("DELETE", "/me")]
    [InlineData("GET", "/me/export")]
    [InlineData("GET", "/me/time")]
    [InlineData("PUT", "/me/time")]
    public async Task Nobody_is_asked_to_sign_in_with_a_problem_and_not_a_redirect(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Accounts + path) { Content = JsonContent.Create(new { }) };
        using var refused = await application.Anonymous().SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_profile_changes_in_the_fields_that_are_sent()
    {
        var person = await application.APerson().SignedInAsync();
        using var changed = await person.Client.PutAsJsonAsync($"{Accounts}/me", new { gender = "other", biometricConsent = true });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var me = await person.Client.GetFromJsonAsync<JsonElement>($"{Accounts}/me");
        Assert.Equal("other", me.GetProperty("gender").GetString());
        Assert.Equal(person.Nickname, me.GetProperty("nickname").GetString());
        Assert.Equal(JsonValueKind.String, me.GetProperty("biometricConsentAt").ValueKind);
    }

    [Fact]
    public async Task The_nickname_of_somebody_else_is_refused()
    {
        var (one, other) = (await application.APerson().SignedInAsync(), await application.APerson().SignedInAsync());
        using var refused = await one.Client.PutAsJsonAsync($"{Accounts}/me", new { nickname = other.Nickname.ToUpperInvariant() });
        Assert.Equal("nickname", Assert.Single((await ErrorsAsync(refused)).EnumerateObject()).Name);
    }

    [Fact]
    public async Task Time_settings_are_kept_and_their_ranges_checked()
    {
        var person = await application.APerson().SignedInAsync();
        Assert.Equal(120, (await person.Client.GetFromJsonAsync<JsonElement>($"{Accounts}/me/time")).GetProperty("dailyGoalMinutes").GetInt32());
        var settings = new { dailyGoalMinutes = 60, alertAfterSeconds = 5, breakEveryMinutes = 25, blinkAlertPerMinute = 10 };
        using var changed = await person.Client.PutAsJsonAsync($"{Accounts}/me/time", settings);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(25, (await person.Client.GetFromJsonAsync<JsonElement>($"{Accounts}/me/time")).GetProperty("breakEveryMinutes").GetInt32());

        using var refused = await person.Client.PutAsJsonAsync($"{Accounts}/me/time", settings with { alertAfterSeconds = 0, dailyGoalMinutes = 2000 });
        Assert.Equal(["alertAfterSeconds", "dailyGoalMinutes"], (await ErrorsAsync(refused)).EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task The_export_is_a_zip_with_the_profile()
    {
        var person = await application.APerson().SignedInAsync();
        using var answer = await person.Client.GetAsync($"{Accounts}/me/export");
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        using var profile = await JsonDocument.ParseAsync(zip.GetEntry("profile.json")!.Open());
        Assert.Equal(person.Email, profile.RootElement.GetProperty("profile").GetProperty("email").GetString());
    }

    [Fact]
    public async Task Deletion_erases_the_person_and_ends_every_token()
    {
        var person = await application.APerson().SignedInAsync();
        using var erased = await person.Client.DeleteAsync($"{Accounts}/me");
        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        Assert.False(await application.QueryAsync(db => db.Users.AnyAsync(row => row.Id == person.Id)));
        Assert.False(await application.QueryAsync(db => db.UserRoles.AnyAsync(row => row.UserId == person.Id)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Client.GetAsync($"{Accounts}/me")).StatusCode);
        using var login = await application.Anonymous().PostAsJsonAsync($"{Accounts}/login", new { email = person.Email, password = IrisApplication.Password });
        Assert.Equal("sign-in-failed", await CodeAsync(login));
    }

    [Fact]
    public async Task A_cookie_does_not_count_for_a_write_that_another_site_started()
    {
        var person = await application.APerson().SignedInToSiteAsync();
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("Sec-Fetch-Site", "same-origin")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("Origin", "http://localhost")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("Sec-Fetch-Site", "cross-site")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("Sec-Fetch-Site", "same-site")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("Origin", "https://evil.example")).StatusCode);

        Task<HttpResponseMessage> SendAsync(string header, string value) => person.Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Put, $"{Accounts}/me") { Content = JsonContent.Create(new { gender = "male" }), Headers = { { header, value } } });
    }

    [Fact]
    public async Task A_second_step_asks_for_the_code_of_the_app_or_a_recovery_code()
    {
        var person = await application.APerson().SignedInAsync();
        var (key, recovery) = await application.InScopeAsync(async services =>
        {
            var (people, setup) = (services.GetRequiredService<UserManager<Person>>(), services.GetRequiredService<TwoStepSetup>());
            var row = (await people.FindByIdAsync($"{person.Id}"))!;
            var key = (await setup.BeginAsync(row)).Spelled;
            var (codes, errors) = await setup.EnableAsync(row, AuthenticatorApp.Code(key));
            Assert.Empty(errors);
            return (key, codes!.First());
        });

        using var without = await LoginAsync(null);
        Assert.Equal("two-factor-required", await CodeAsync(without));
        using var wrong = await LoginAsync("000000");
        Assert.Equal("two-factor-failed", await CodeAsync(wrong));
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(AuthenticatorApp.Code(key))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(recovery)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync(recovery)).StatusCode);

        Task<HttpResponseMessage> LoginAsync(string? code) => application.Anonymous().PostAsJsonAsync(
            $"{Accounts}/login", new { email = person.Email, password = IrisApplication.Password, twoFactorCode = code });
    }

    [Fact]
    public async Task The_first_admin_is_made_from_the_configuration()
    {
        using var client = application.Anonymous();
        using var answer = await client.PostAsJsonAsync($"{Accounts}/login", new { email = IrisApplication.AdminEmail, password = IrisApplication.Password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static string Unique() => "u" + Guid.NewGuid().ToString("N")[..12];

    private static Dictionary<string, string?> Registration(string name) => new()
    {
        ["email"] = name + "@iris.example",
        ["password"] = IrisApplication.Password,
        ["nickname"] = name,
        ["gender"] = "female",
        ["birthDate"] = "1990-05-17",
    };

    private static async Task<JsonElement> LoginAsync(HttpClient client, string name)
    {
        using var answer = await client.PostAsJsonAsync($"{Accounts}/login", new { email = name + "@iris.example", password = IrisApplication.Password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<JsonElement> ErrorsAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
