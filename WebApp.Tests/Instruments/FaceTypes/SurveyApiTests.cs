using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Instruments.FaceTypes.References;
using Iris.Instruments.FaceTypes.Survey;
using Microsoft.EntityFrameworkCore;

namespace Iris.Tests.Instruments.FaceTypes;

/// <summary>Each test leaves the types of the survey to the next.</summary>
[Collection(nameof(WithIris))]
public class SurveyApiTests(IrisApplication iris) : IAsyncLifetime
{
    private const string Path = "/api/v1/face-type/survey", AdminPath = "/api/v1/admin/face-types";

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => FaceTypeStage.ClearAsync(iris);

    [Fact]
    public async Task A_vote_counts_once_for_a_person_and_a_picture_and_can_be_changed_and_taken_back()
    {
        var (admin, voter) = (await iris.APerson().AsAdmin().SignedInAsync(), await iris.APerson().SignedInAsync());
        var (picture, hidden) = (await FaceTypeStage.ReferenceAsync(iris, admin, FaceTypeStage.First), await FaceTypeStage.ReferenceAsync(iris, admin, FaceTypeStage.First, mayBeShown: false));
        var survey = await voter.Client.GetFromJsonAsync<JsonElement>(Path);
        var types = survey.GetProperty("types").EnumerateArray().Select(type => type.GetProperty("id").GetGuid()).ToArray();
        Assert.Equal(5, types.Length);
        Assert.Equal(picture.Id, survey.GetProperty("pictures").EnumerateArray().Single().GetProperty("id").GetGuid());

        // Eight at once, of two opinions.
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => voter.Client.PutAsJsonAsync($"{Path}/{picture.Id}", new { typeId = types[index % 2] })));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode));
        using var changed = await voter.Client.PutAsJsonAsync($"{Path}/{picture.Id}", new { typeId = types[4] });
        Assert.Equal(types[4], (await voter.Client.GetFromJsonAsync<JsonElement>(Path)).GetProperty("pictures")[0].GetProperty("typeId").GetGuid());
        var counted = (await admin.Client.GetFromJsonAsync<JsonElement>($"{AdminPath}/survey")).GetProperty("pictures")[0];
        Assert.Equal($$"""{"{{types[4]}}":1}""", counted.GetProperty("votes").GetRawText());

        using var image = await voter.Client.GetAsync($"{Path}/{picture.Id}/image");
        using var secret = await voter.Client.GetAsync($"{Path}/{hidden.Id}/image");
        using var forbidden = await voter.Client.PutAsJsonAsync($"{Path}/{hidden.Id}", new { typeId = types[0] });
        using var typeless = await voter.Client.PutAsJsonAsync($"{Path}/{picture.Id}", new { typeId = Guid.NewGuid() });
        using var nobody = await iris.Anonymous().GetAsync(Path);
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Unauthorized],
            new[] { image, secret, forbidden, typeless, nobody }.Select(answer => answer.StatusCode));

        using var taken = await voter.Client.DeleteAsync($"{Path}/{picture.Id}");
        using var again = await voter.Client.DeleteAsync($"{Path}/{picture.Id}");
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (taken.StatusCode, again.StatusCode));
        Assert.False(await iris.QueryAsync(database => database.Set<TypeVote>().AnyAsync()));
    }

    [Fact]
    public async Task Labels_and_shares_come_from_the_votes()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        var voters = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => iris.APerson().SignedInAsync()));
        var types = (await admin.Client.GetFromJsonAsync<JsonElement>(AdminPath)).EnumerateArray().Select(type => type.GetProperty("id").GetGuid()).ToArray();
        foreach (var gone in types[2..]) (await admin.Client.DeleteAsync($"{AdminPath}/{gone}")).Dispose();
        var pictures = new List<TypeReference>();
        for (var index = 0; index < 4; index++) pictures.Add(await FaceTypeStage.ReferenceAsync(iris, admin, types[0]));
        // Three are clear, two of them against the admin; the last has two votes only.
        int[][] votes = [[0, 0, 1], [1, 1, 0], [1, 1, 1], [1, 1]];
        using (var few = await admin.Client.PostAsync($"{AdminPath}/survey/shares", null)) Assert.Equal(HttpStatusCode.UnprocessableEntity, few.StatusCode);
        foreach (var (picture, own) in pictures.Zip(votes))
        {
            foreach (var (voter, vote) in voters.Zip(own)) (await voter.Client.PutAsJsonAsync($"{Path}/{picture.Id}", new { typeId = types[vote] })).Dispose();
        }

        using var labels = await admin.Client.PostAsync($"{AdminPath}/survey/labels", null);
        using var shares = await admin.Client.PostAsync($"{AdminPath}/survey/shares", null);

        Assert.Equal(2, (await labels.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("changed").GetInt32());
        var now = await iris.QueryAsync(database => database.Set<TypeReference>().ToDictionaryAsync(row => row.Id, row => row.TypeId));
        Assert.Equal([0, 1, 1, 0], pictures.Select(picture => Array.IndexOf(types, now[picture.Id])));
        Assert.Equal([33.3, 66.7], (await shares.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().Select(type => type.GetProperty("share").GetDouble()));
    }

    [Theory]
    [InlineData(new[] { 2, 1 }, 0)]
    [InlineData(new[] { 2, 2 }, null)]
    [InlineData(new[] { 2, 0 }, null)]
    [InlineData(new[] { 0, 3 }, 1)]
    [InlineData(new[] { 0, 0 }, null)]
    public void A_label_is_what_most_of_enough_people_say(int[] votes, int? label)
    {
        Guid[] types = [Guid.NewGuid(), Guid.NewGuid()];

        var counted = new PictureVotes(Guid.NewGuid(), types[0], types.Zip(votes).Where(vote => vote.Second > 0).ToDictionary(vote => vote.First, vote => vote.Second));

        Assert.Equal(label is { } index ? types[index] : null, counted.Label);
    }
}
