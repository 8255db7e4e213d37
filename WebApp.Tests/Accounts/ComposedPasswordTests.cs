using System.Net;
using System.Net.Http.Json;
using System.Text;
using Iris.Accounts;
using Iris.Accounts.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Accounts;

[Collection(nameof(WithIris))]
public sealed class ComposedPasswordTests(IrisApplication iris)
{
    private const string Typed = "비밀번호 é Å 77";

    private static readonly IOptions<PasswordHasherOptions> Quick = Options.Create(new PasswordHasherOptions { IterationCount = 1 });
    private static readonly PasswordHasher<Person> Before = new(Quick);
    private static readonly ComposedPasswords Now = new(Quick);

    [Theory]
    [InlineData(NormalizationForm.FormC, NormalizationForm.FormD)]
    [InlineData(NormalizationForm.FormD, NormalizationForm.FormC)]
    public async Task A_password_opens_the_account_from_every_keyboard(NormalizationForm registered, NormalizationForm typed)
    {
        using var client = iris.Anonymous();
        var name = "u" + Guid.NewGuid().ToString("N")[..12];
        var registration = new { email = $"{name}@iris.example", password = Typed.Normalize(registered), nickname = name, gender = "other", birthDate = "1990-05-17" };
        (await client.PostAsJsonAsync("/api/v1/accounts/register", registration)).EnsureSuccessStatusCode();

        using var answer = await client.PostAsJsonAsync("/api/v1/accounts/login", new { registration.email, password = Typed.Normalize(typed) });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(NormalizationForm.FormC)]
    [InlineData(NormalizationForm.FormD)]
    [InlineData(null)]
    public async Task A_hash_from_before_still_fits_and_is_replaced(NormalizationForm? hashed)
    {
        var person = await iris.APerson().SignedInAsync();
        // An Ångström sign is neither of the two forms.
        var old = Before.HashPassword(null!, hashed is { } form ? Typed.Normalize(form) : Typed.Replace('Å', '\u212B'));
        await iris.QueryAsync(db => db.Users.Where(row => row.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.PasswordHash, old)));

        var typed = hashed is null ? Typed.Replace('Å', '\u212B') : Typed.Normalize(NormalizationForm.FormC);
        using var first = await iris.Anonymous().PostAsJsonAsync("/api/v1/accounts/login", new { email = person.Email, password = typed });
        using var second = await iris.Anonymous().PostAsJsonAsync("/api/v1/accounts/login", new { email = person.Email, password = Typed.Normalize(NormalizationForm.FormD) });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        var stored = await iris.QueryAsync(db => db.Users.Where(row => row.Id == person.Id).Select(row => row.PasswordHash).SingleAsync());
        Assert.Equal(PasswordVerificationResult.Success, Before.VerifyHashedPassword(null!, stored!, Typed.Normalize(NormalizationForm.FormC)));
    }

    [Theory]
    [InlineData("another 한")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Another_password_fits_no_hash(string other) =>
        Assert.Equal(PasswordVerificationResult.Failed, Now.VerifyHashedPassword(null!, Now.HashPassword(null!, Typed), other));

    [Fact]
    public void Half_of_a_character_is_hashed_like_any_other_password() =>
        Assert.Equal(PasswordVerificationResult.Success, Now.VerifyHashedPassword(null!, Now.HashPassword(null!, "half of \uD83D"), "half of \uD83D"));
}
