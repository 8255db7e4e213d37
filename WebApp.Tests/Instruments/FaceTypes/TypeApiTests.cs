using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Iris.Tests.Instruments.FaceTypes;

/// <summary>Each test leaves the types of the survey to the next.</summary>
[Collection(nameof(WithIris))]
public class TypeApiTests(IrisApplication iris) : IAsyncLifetime
{
    private const string Path = "/api/v1/admin/face-types";

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => FaceTypeStage.ClearAsync(iris);

    [Fact]
    public async Task The_types_of_the_survey_are_there_from_the_start()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();

        var types = await ReadAsync(admin);

        Assert.Equal(["Alpha", "Beta", "Gamma", "Delta", "Omega"], types.Select(type => type.GetProperty("name").GetString()));
        Assert.Equal(["알파", "베타", "감마", "델타", "오메가"], types.Select(type => type.GetProperty("nameKo").GetString()));
        Assert.Equal([21.8, 21.4, 22.5, 19.2, 15.2], types.Select(type => type.GetProperty("share").GetDouble()));
        Assert.All(types, type => Assert.True(type.GetProperty("description").GetString()!.Length > 40 && type.GetProperty("descriptionKo").GetString()!.Length > 20));
    }

    [Fact]
    public async Task Many_who_look_at_once_for_the_first_time_see_five()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        await DisposeAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReadAsync(admin)));

        Assert.All(all, types => Assert.Equal(5, types.Count));
    }

    [Fact]
    public async Task A_type_is_added_changed_moved_and_removed()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();

        using var added = await admin.Client.PostAsJsonAsync(Path, Content("Sigma", position: 2));
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var id = (await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        Assert.Equal(["Alpha", "Sigma", "Beta", "Gamma", "Delta", "Omega"], await NamesAsync(admin));

        using var changed = await admin.Client.PutAsJsonAsync($"{Path}/{id}", Content("  Sigma\tPrime ", position: 6));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(["Alpha", "Beta", "Gamma", "Delta", "Omega", "Sigma Prime"], await NamesAsync(admin));

        using var removed = await admin.Client.DeleteAsync($"{Path}/{id}");
        using var again = await admin.Client.DeleteAsync($"{Path}/{id}");
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, again.StatusCode));
        Assert.Equal(Enumerable.Range(1, 5), (await ReadAsync(admin)).Select(type => type.GetProperty("position").GetInt32()));
    }

    [Fact]
    public async Task There_are_two_types_at_least_and_twelve_at_most_however_many_ask_at_once()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        await ReadAsync(admin);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(index => admin.Client.PostAsJsonAsync(Path, Content($"More {index}"))));
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(12, (await ReadAsync(admin)).Count);

        var removals = await Task.WhenAll((await ReadAsync(admin)).Select(type => admin.Client.DeleteAsync($"{Path}/{type.GetProperty("id").GetGuid()}")));
        Assert.Equal(10, removals.Count(answer => answer.StatusCode == HttpStatusCode.NoContent));
        Assert.Equal(2, (await ReadAsync(admin)).Count);
    }

    [Theory]
    [InlineData("alpha", 10.0, "name")]
    [InlineData("", 10.0, "name")]
    [InlineData("Sigma", 0.0, "share")]
    [InlineData("Sigma", 100.1, "share")]
    [InlineData("Sigma", null, "share")]
    public async Task What_is_wrong_is_said_field_by_field(string name, double? share, string field)
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();

        using var answer = await admin.Client.PostAsJsonAsync(Path, Content(name, share));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
        Assert.Equal(5, (await ReadAsync(admin)).Count);
    }

    [Fact]
    public async Task A_type_may_keep_its_own_name_and_one_that_is_not_there_is_not_found()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        var first = (await ReadAsync(admin))[0].GetProperty("id").GetGuid();

        using var own = await admin.Client.PutAsJsonAsync($"{Path}/{first}", Content("ALPHA"));
        using var none = await admin.Client.PutAsJsonAsync($"{Path}/{Guid.NewGuid()}", Content("Sigma"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (own.StatusCode, none.StatusCode));
    }

    [Fact]
    public async Task Only_admins_keep_the_types()
    {
        var person = await iris.APerson().SignedInAsync();

        using var read = await person.Client.GetAsync(Path);
        using var written = await person.Client.PostAsJsonAsync(Path, Content("Sigma"));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (read.StatusCode, written.StatusCode));
    }

    [Fact]
    public async Task What_was_read_stays_when_its_type_is_gone()
    {
        var (person, admin) = (await iris.APerson().SignedInAsync(), await iris.APerson().AsAdmin().SignedInAsync());
        using var answer = await FaceTypeApiTests.PostAsync(person.Client, Portraits.WomanJpeg());
        var reading = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var type = (await ReadAsync(admin)).Single(type => type.GetProperty("name").GetString() == reading.GetProperty("maleType").GetString());
        using var removed = await admin.Client.DeleteAsync($"{Path}/{type.GetProperty("id").GetGuid()}");

        var later = await person.Client.GetFromJsonAsync<JsonElement>($"/api/v1/gallery/{reading.GetProperty("id").GetGuid()}");

        Assert.Equal(reading.GetProperty("maleType").GetString(), later.GetProperty("maleType").GetString());
        using var picture = await person.Client.GetAsync(later.GetProperty("images")[0].GetString());
        Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
    }

    private static object Content(string name, double? share = 10, int? position = null) =>
        new { name, nameKo = "시그마", description = "A face with a story.", descriptionKo = "이야기가 있는 얼굴이에요.", share, position };

    private static async Task<List<JsonElement>> ReadAsync(TestPerson admin) => [.. (await admin.Client.GetFromJsonAsync<JsonElement>(Path)).EnumerateArray()];

    private static async Task<IEnumerable<string?>> NamesAsync(TestPerson admin) => (await ReadAsync(admin)).Select(type => type.GetProperty("name").GetString());
}
