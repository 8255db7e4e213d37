using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Iris.Tests.EveryCall;

/// <summary>Every change that the API and the pages know, eight times at the same moment by the same person: each is done, or refused with a reason, and none is our fault.</summary>
[Collection(nameof(WithIris))]
public class AtOnceTests(IrisApplication iris) : IAsyncLifetime
{
    private const int Times = 8;

    private readonly ApiCalls calls = new(iris);

    [Fact]
    public async Task No_change_by_the_API_fails_because_others_come_at_the_same_moment()
    {
        var failures = new List<string>();
        foreach (var endpoint in calls.Endpoints.Where(endpoint => !endpoint.StartsWith("GET ", StringComparison.Ordinal)))
        {
            var person = await iris.APerson().AsAdmin().SignedInAsync();
            var request = await calls.PrepareAsync(endpoint, person);
            await CheckAsync(endpoint, () => person.Client.SendAsync(request.Message()), failures);
        }

        Assert.Empty(failures);
    }

    [Fact]
    public async Task No_form_fails_because_it_is_sent_more_than_once_at_the_same_moment()
    {
        var (failures, seen) = (new List<string>(), new HashSet<string>());
        foreach (var (path, _) in SitePages.Of(iris))
        {
            foreach (var signedIn in new[] { false, true })
            {
                var forms = await (await ClientAsync(signedIn)).FormsAsync(path);
                for (var form = 0; form < forms.Count; form++)
                {
                    if (!seen.Add($"{signedIn} {forms[form].Identity}")) continue;
                    // Somebody new for each form: one of them erases the account.
                    var client = await ClientAsync(signedIn);
                    var (action, fields) = (await client.FormsAsync(path))[form];
                    await CheckAsync($"{path} {fields.GetValueOrDefault("_handler")}", () => client.PostAsync(action, new FormUrlEncodedContent(fields)), failures);
                }
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public async Task Changes_of_different_things_are_all_there_afterwards()
    {
        var person = await iris.APerson().SignedInAsync();
        object[] changes = [new { gender = "male" }, new { birthDate = "1980-02-29" }, new { biometricConsent = true }, new { nickname = person.Nickname + "x" }];

        var answers = await Task.WhenAll([
            .. changes.Select(change => person.Client.PutAsJsonAsync("/api/v1/accounts/me", change)),
            person.Client.PutAsJsonAsync("/api/v1/accounts/me/time", new { dailyGoalMinutes = 77, alertAfterSeconds = 7, breakEveryMinutes = 17, blinkAlertPerMinute = 7 })]);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var (profile, time) = (await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/accounts/me"), await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/accounts/me/time"));
        Assert.Equal(
            ("male", "1980-02-29", person.Nickname + "x", 77),
            (profile.GetProperty("gender").GetString(), profile.GetProperty("birthDate").GetString(), profile.GetProperty("nickname").GetString(), time.GetProperty("dailyGoalMinutes").GetInt32()));
        Assert.NotEqual(JsonValueKind.Null, profile.GetProperty("biometricConsentAt").ValueKind);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => calls.TidyAsync();

    private async Task<HttpClient> ClientAsync(bool signedIn) => signedIn ? (await iris.APerson().SignedInToSiteAsync()).Client : iris.Anonymous();

    private static async Task CheckAsync(string what, Func<Task<HttpResponseMessage>> send, List<string> failures)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Times).Select(_ => Task.Run(send)));
        failures.AddRange(answers.Where(answer => (int)answer.StatusCode >= 500).Select(answer => $"{what}: {(int)answer.StatusCode}"));
        if (!answers.Any(answer => (int)answer.StatusCode is < 400 or 404 or 422)) failures.Add($"{what}: {string.Join(' ', answers.Select(answer => (int)answer.StatusCode))}");
    }
}
