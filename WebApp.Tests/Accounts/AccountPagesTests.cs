using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Iris.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Iris.Tests.Accounts;

[Collection(nameof(WithIris))]
public class AccountPagesTests(IrisApplication application)
{
    [Fact]
    public async Task Registering_signs_in_and_goes_on_to_where_the_person_was_headed()
    {
        using var client = application.Anonymous();
        using var registered = await client.PostFormAsync(AccountPages.Register.WithReturn("/gallery"), "register", Registration());
        Assert.Equal(HttpStatusCode.Redirect, registered.StatusCode);
        Assert.EndsWith("/gallery", registered.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(AccountPages.Profile)).StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_what_was_typed_stays()
    {
        using var client = application.Anonymous();
        var registration = Registration();
        registration["Input.Nickname"] = "x";
        using var refused = await client.PostFormAsync(AccountPages.Register, "register", registration);
        var page = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
        var field = page.QuerySelector("input[name='Input.Nickname']")!;
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Equal("x", field.GetAttribute("value"));
        Assert.All(field.GetAttribute("aria-describedby")!.Split(' '), id => Assert.NotNull(page.GetElementById(id)));
        Assert.NotNull(page.QuerySelector("[role=alert] a[href='/account/register#field-nickname']"));
        Assert.Null(page.QuerySelector("input[type=password]")!.GetAttribute("value"));
        Assert.Equal(registration["Input.Email"], page.QuerySelector("input[type=email]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task Signing_in_leads_nowhere_else(string returnUrl)
    {
        var person = await application.APerson().SignedInAsync();
        using var client = application.Anonymous();
        using var answer = await client.PostFormAsync(
            AccountPages.Login.WithReturn(returnUrl), "login", new() { ["Input.Email"] = person.Email, ["Input.Password"] = IrisApplication.Password });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/", new Uri(new Uri("http://localhost"), answer.Headers.Location!).PathAndQuery);
        Assert.Equal("localhost", new Uri(new Uri("http://localhost"), answer.Headers.Location!).Host);
    }

    [Fact]
    public async Task A_page_for_people_sends_nobody_to_the_sign_in()
    {
        using var answer = await application.Anonymous().GetAsync(AccountPages.Profile);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"{AccountPages.Login}?returnUrl=%2Faccount%2Fprofile", answer.Headers.Location!.PathAndQuery);
    }

    [Fact]
    public async Task A_failed_sign_in_says_why()
    {
        using var answer = await application.Anonymous().PostFormAsync(
            AccountPages.Login, "login", new() { ["Input.Email"] = "nobody@iris.example", ["Input.Password"] = "not the password" });
        Assert.Contains("E-mail address or password is wrong.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_needs_the_token_of_the_page_and_ends_the_session()
    {
        var person = await application.APerson().SignedInToSiteAsync();
        using var forged = await person.Client.PostAsync(AccountPages.Logout, new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);

        var page = await person.Client.GetStringAsync(AccountPages.Profile);
        var token = Regex.Match(page, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var answer = await person.Client.PostAsync(AccountPages.Logout, new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await person.Client.GetAsync(AccountPages.Profile)).StatusCode);
    }

    [Fact]
    public async Task The_profile_is_saved_and_the_session_goes_on()
    {
        var person = await application.APerson().SignedInToSiteAsync();
        var nickname = person.Nickname + " 홍길동"[..3];
        using var saved = await person.Client.PostFormAsync(
            AccountPages.Profile, "profile", new() { ["Input.Nickname"] = nickname, ["Input.Gender"] = "Other", ["Input.BirthDate"] = "1980-02-29" });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var page = await person.Client.GetStringAsync(saved.Headers.Location!);
        Assert.Contains("Your profile is saved.", page, StringComparison.Ordinal);
        Assert.Contains(nickname, page, StringComparison.Ordinal);
        Assert.Contains("1980-02-29", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_keeps_this_session_and_ends_the_others()
    {
        var person = await application.APerson().SignedInToSiteAsync();
        using var other = application.Anonymous();
        using var login = await other.PostFormAsync(AccountPages.Login, "login", new() { ["Input.Email"] = person.Email, ["Input.Password"] = IrisApplication.Password });
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync(AccountPages.Profile)).StatusCode);

        using var changed = await person.Client.PostFormAsync(
            AccountPages.Security, "password", new() { ["Input.CurrentPassword"] = IrisApplication.Password, ["Input.NewPassword"] = "another long password" });
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await person.Client.GetAsync(AccountPages.Profile)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync(AccountPages.Profile)).StatusCode);
    }

    [Theory]
    [InlineData(AccountPages.Security, "password", "CurrentPassword")]
    [InlineData(AccountPages.Data, "erase", "ErasePassword")]
    public async Task Wrong_current_passwords_lock_the_account_as_at_sign_in(string path, string form, string field)
    {
        var person = await application.APerson().SignedInToSiteAsync();
        var answers = new List<string>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            using var refused = await person.Client.PostFormAsync(path, form, new() { [$"Input.{field}"] = attempt < 5 ? "not the password" : IrisApplication.Password, ["Input.NewPassword"] = "another long password" });
            answers.Add(await refused.Content.ReadAsStringAsync());
        }

        Assert.All(answers[..4], answer => Assert.Contains("This is not your current password.", answer, StringComparison.Ordinal));
        Assert.All(answers[4..], answer => Assert.Contains("The account is locked", answer, StringComparison.Ordinal));
        using var login = await application.Anonymous().PostAsJsonAsync("/api/v1/accounts/login", new { email = person.Email, password = IrisApplication.Password });
        Assert.Equal(HttpStatusCode.Unauthorized, login.StatusCode);
    }

    [Fact]
    public async Task A_wrong_current_password_changes_nothing()
    {
        var person = await application.APerson().SignedInToSiteAsync();
        using var refused = await person.Client.PostFormAsync(
            AccountPages.Security, "password", new() { ["Input.CurrentPassword"] = "not the password", ["Input.NewPassword"] = "another long password" });
        Assert.Contains("This is not your current password.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_step_sign_in_is_turned_on_used_and_turned_off()
    {
        var person = await application.APerson().SignedInToSiteAsync();
        using var on = await TurnSecondStepOnAsync(person);
        var recovery = Regex.Matches(await on.Content.ReadAsStringAsync(), "<li[^>]*><code[^>]*>([^<]+)</code></li>");
        Assert.Equal(10, recovery.Count);

        using var phone = application.Anonymous();
        using var first = await phone.PostFormAsync(
            AccountPages.Login.WithReturn("/gallery"), "login", new() { ["Input.Email"] = person.Email, ["Input.Password"] = IrisApplication.Password });
        var second = first.Headers.Location!.ToString();
        Assert.Contains(AccountPages.TwoStep, second, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await phone.GetAsync(AccountPages.Profile)).StatusCode);
        using var wrong = await phone.PostFormAsync(second, "two-step", new() { ["Input.Code"] = "000000" });
        Assert.Contains("This code does not fit", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var right = await phone.PostFormAsync(second, "two-step", new() { ["Input.Code"] = recovery[0].Groups[1].Value });
        Assert.EndsWith("/gallery", right.Headers.Location!.ToString(), StringComparison.Ordinal);

        using var off = await phone.PostFormAsync(AccountPages.Security, "two-step-off", new() { ["Input.TwoStepPassword"] = IrisApplication.Password });
        Assert.Equal(HttpStatusCode.Redirect, off.StatusCode);
        Assert.False(await application.QueryAsync(db => db.Users.Where(row => row.Id == person.Id).Select(row => row.TwoFactorEnabled).SingleAsync()));
    }

    [Fact]
    public async Task Wrong_passwords_for_turning_the_second_step_off_lock_the_account_as_at_sign_in()
    {
        var person = await application.APerson().SignedInToSiteAsync();
        using var on = await TurnSecondStepOnAsync(person);
        var answers = new List<string>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            using var refused = await person.Client.PostFormAsync(AccountPages.Security, "two-step-off", new() { ["Input.TwoStepPassword"] = attempt < 5 ? "not the password" : IrisApplication.Password });
            answers.Add(await refused.Content.ReadAsStringAsync());
        }

        Assert.All(answers[..4], answer => Assert.Contains("This is not your current password.", answer, StringComparison.Ordinal));
        Assert.All(answers[4..], answer => Assert.Contains("The account is locked", answer, StringComparison.Ordinal));
        Assert.True(await application.QueryAsync(db => db.Users.Where(row => row.Id == person.Id).Select(row => row.TwoFactorEnabled).SingleAsync()));
    }

    [Fact]
    public async Task A_phone_reads_the_key_of_the_second_step_from_a_picture()
    {
        var person = await application.APerson().SignedInToSiteAsync();
        using var begun = await person.Client.PostFormAsync(AccountPages.Security, "two-step-begin", []);
        var page = new HtmlParser().ParseDocument(await begun.Content.ReadAsStringAsync());
        var picture = page.QuerySelector(".qr-code[role=img] svg")!;
        Assert.NotEmpty(page.QuerySelector(".qr-code")!.GetAttribute("aria-label")!);

        var read = DrawnCode.Read(picture.QuerySelector("path")!.GetAttribute("d")!, int.Parse(picture.GetAttribute("viewBox")!.Split(' ')[2], CultureInfo.InvariantCulture));

        var key = page.QuerySelector("code.key")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        Assert.Equal($"otpauth://totp/Iris:{Uri.EscapeDataString(person.Email)}?secret={key.ToUpperInvariant()}&issuer=Iris&digits=6", read);
        Assert.Equal(read, page.QuerySelector("a[href^='otpauth:']")!.GetAttribute("href"));
    }

    [Fact]
    public async Task The_account_is_in_tabs_that_are_pages_of_their_own()
    {
        var person = await application.APerson().SignedInToSiteAsync();
        foreach (var (tab, headings) in new (string, string[])[]
        {
            (AccountPages.Profile, ["Profile"]),
            (AccountPages.Security, ["Password", "Two-step sign-in"]),
            (AccountPages.Data, ["Analysis of faces", "Export my data", "Delete my account"]),
        })
        {
            var page = new HtmlParser().ParseDocument(await person.Client.GetStringAsync(tab));
            Assert.Equal([AccountPages.Profile, AccountPages.Security, AccountPages.Data], page.QuerySelectorAll(".page-tabs a").Select(link => link.GetAttribute("href")));
            Assert.Equal(tab, Assert.Single(page.QuerySelectorAll(".page-tabs [aria-current=page]")).GetAttribute("href"));
            Assert.Equal(headings, page.QuerySelectorAll("main h2").Select(heading => heading.TextContent));
        }
    }

    [Fact]
    public async Task Consent_is_given_and_revoked()
    {
        var person = await application.APerson().SignedInToSiteAsync();
        using var given = await person.Client.PostFormAsync(AccountPages.Data, "consent", []);
        Assert.NotNull(await ConsentAsync());
        using var revoked = await person.Client.PostFormAsync(AccountPages.Data, "consent", []);
        Assert.Null(await ConsentAsync());

        Task<DateTimeOffset?> ConsentAsync() =>
            application.QueryAsync(db => db.Users.Where(row => row.Id == person.Id).Select(row => row.BiometricConsentAt).SingleAsync());
    }

    [Fact]
    public async Task Deleting_the_account_takes_the_password()
    {
        var person = await application.APerson().SignedInToSiteAsync();
        using var refused = await person.Client.PostFormAsync(AccountPages.Data, "erase", new() { ["Input.ErasePassword"] = "not the password" });
        Assert.True(await ExistsAsync());
        using var erased = await person.Client.PostFormAsync(AccountPages.Data, "erase", new() { ["Input.ErasePassword"] = IrisApplication.Password });
        Assert.Equal(HttpStatusCode.Redirect, erased.StatusCode);
        Assert.False(await ExistsAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await person.Client.GetAsync(AccountPages.Profile)).StatusCode);

        Task<bool> ExistsAsync() => application.QueryAsync(db => db.Users.AnyAsync(row => row.Id == person.Id));
    }

    [Fact]
    public async Task Pages_speak_Korean()
    {
        using var client = application.Anonymous();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ko-KR");
        Assert.Contains("회원가입", await client.GetStringAsync(AccountPages.Register), StringComparison.Ordinal);
    }

    /// <summary>Begins two-step sign-in, and turns it on with the code of an app; the page that answers has the recovery codes.</summary>
    private static async Task<HttpResponseMessage> TurnSecondStepOnAsync(TestPerson person)
    {
        using var begun = await person.Client.PostFormAsync(AccountPages.Security, "two-step-begin", []);
        var key = Regex.Match(await begun.Content.ReadAsStringAsync(), "<code class=\"key\"[^>]*>([^<]+)</code>").Groups[1].Value;
        return await person.Client.PostFormAsync(AccountPages.Security, "two-step-on", new() { ["Input.Code"] = AuthenticatorApp.Code(key) });
    }

    private static Dictionary<string, string> Registration()
    {
        var name = "r" + Guid.NewGuid().ToString("N")[..12];
        return new()
        {
            ["Input.Email"] = name + "@iris.example",
            ["Input.Password"] = IrisApplication.Password,
            ["Input.Nickname"] = name,
            ["Input.Gender"] = "Female",
            ["Input.BirthDate"] = "1990-05-17",
        };
    }
}
