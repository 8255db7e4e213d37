using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Instruments.FaceTypes;
using Iris.Instruments.FaceTypes.Training;
using Iris.Instruments.FaceTypes.Types;
using Iris.Platform.Audit;
using Iris.Platform.Data;
using Iris.Platform.Inference;
using Iris.Tests.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Iris.Tests.Instruments.FaceTypes;

/// <summary>From reference pictures to a version that decides, and back. Each test leaves the types of the survey to the next.</summary>
[Collection(nameof(WithIris))]
public class TrainingApiTests(IrisApplication iris) : IAsyncLifetime
{
    private const string Path = "/api/v1/admin/face-types";

    private static readonly IReadOnlyList<byte[]> One = Portraits.Series(Portraits.Woman()), Other = Portraits.Series(Portraits.OtherWoman());

    private TrainingRunner Runner => iris.Services.GetRequiredService<TrainingRunner>();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Runner.Ended;
        await FaceTypeStage.ClearAsync(iris);
    }

    [Fact]
    public async Task A_version_that_beats_chance_decides_until_an_admin_takes_geometry_back()
    {
        var (admin, person) = (await iris.APerson().AsAdmin().SignedInAsync(), await iris.APerson().SignedInAsync());
        var types = await TwoTypesAsync(admin);
        foreach (var picture in One) await AddAsync(admin, types[0], picture);
        foreach (var picture in Other.Take(4)) await AddAsync(admin, types[1], picture);
        using var few = await admin.Client.PostAsync($"{Path}/train", null);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "references-few"), (few.StatusCode, await CodeAsync(few)));
        foreach (var picture in Other.Skip(4)) await AddAsync(admin, types[1], picture);

        using var accepted = await admin.Client.PostAsync($"{Path}/train", null);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await Runner.Ended;

        var versions = await admin.Client.GetFromJsonAsync<JsonElement>($"{Path}/versions");
        var version = versions.GetProperty("items")[0];
        Assert.Equal((2, 2, "done"), (versions.GetProperty("active").GetInt32(), version.GetProperty("number").GetInt32(), version.GetProperty("status").GetString()));
        var report = version.GetProperty("report");
        Assert.Equal((12, 1.0, 0.5, "classMeans"), (report.GetProperty("faces").GetInt32(), report.GetProperty("accuracy").GetDouble(), report.GetProperty("chance").GetDouble(), report.GetProperty("way").GetString()));
        Assert.Equal("[[6,0],[0,6]]", report.GetProperty("confusion").GetRawText());

        var trained = await ReadAsync(person, One[0]);
        Assert.Equal(("references-2", "Alpha"), (trained.GetProperty("classifier").GetString(), trained.GetProperty("maleType").GetString()));
        Assert.Contains("references-2", trained.GetProperty("model").GetString(), StringComparison.Ordinal);
        Assert.True(JsonElement.DeepEquals(trained.GetProperty("scores"), (await ReadAsync(person, One[0])).GetProperty("scores")));
        Assert.Equal("Beta", (await ReadAsync(person, Other[2])).GetProperty("maleType").GetString());

        // A type that it never saw: geometry decides until it is trained again.
        var sigma = new { name = "Sigma", nameKo = "시그마", description = "New.", descriptionKo = "새로워요.", share = 20 };
        using var added = await admin.Client.PostAsJsonAsync(Path, sigma);
        Assert.Equal("geometry-1", (await ReadAsync(person, One[0])).GetProperty("classifier").GetString());
        using var gone = await admin.Client.DeleteAsync(added.Headers.Location);
        Assert.Equal("references-2", (await ReadAsync(person, One[0])).GetProperty("classifier").GetString());

        using var back = await admin.Client.PutAsJsonAsync($"{Path}/version", new { number = 1 });
        using var none = await admin.Client.PutAsJsonAsync($"{Path}/version", new { number = 99 });
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (back.StatusCode, none.StatusCode));
        Assert.Equal("geometry-1", (await ReadAsync(person, One[0])).GetProperty("classifier").GetString());
        using var again = await admin.Client.PutAsJsonAsync($"{Path}/version", new { number = 2 });
        Assert.Equal("references-2", (await ReadAsync(person, One[0])).GetProperty("classifier").GetString());

        var log = await iris.QueryAsync(database => database.Set<AuditEntry>().Where(entry => entry.ActorId == admin.Id).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync());
        Assert.Equal(12, log.Count(action => action == AuditActions.AddReference));
        Assert.Equal(
            [.. Enumerable.Repeat(AuditActions.RemoveType, 3), AuditActions.TrainTypes, AuditActions.AddType, AuditActions.RemoveType, AuditActions.ChooseVersion, AuditActions.ChooseVersion],
            log.Where(action => action != AuditActions.AddReference));
    }

    [Fact]
    public async Task A_version_that_learned_nothing_never_decides()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        var types = await TwoTypesAsync(admin);
        // Both types are half of one woman and half of the other.
        foreach (var (index, picture) in One.Concat(Other).Index()) await AddAsync(admin, types[index % 2], picture);

        using var accepted = await admin.Client.PostAsync($"{Path}/train", null);
        await Runner.Ended;

        var versions = await admin.Client.GetFromJsonAsync<JsonElement>($"{Path}/versions");
        Assert.Equal(1, versions.GetProperty("active").GetInt32());
        Assert.False(versions.GetProperty("items")[0].GetProperty("report").GetProperty("beatsChance").GetBoolean());
        using var chosen = await admin.Client.PutAsJsonAsync($"{Path}/version", new { number = 2 });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "version-unproven"), (chosen.StatusCode, await CodeAsync(chosen)));
    }

    [Fact]
    public async Task One_training_at_a_time_waits_for_its_turn_at_the_networks_and_can_be_cancelled()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        foreach (var type in await TwoTypesAsync(admin))
        {
            for (var index = 0; index < Trainer.FewestFaces; index++) await FaceTypeStage.ReferenceAsync(iris, admin, type);
        }

        var gate = iris.Services.GetRequiredService<InferenceGate>();
        var leases = new List<InferenceGate.Lease>();
        for (var place = iris.Services.GetRequiredService<IOptions<InferenceOptions>>().Value.Concurrency; place > 0; place--) leases.Add((await gate.EnterAsync(default)).Value!);
        try
        {
            using var begun = await admin.Client.PostAsync($"{Path}/train", null);
            using var second = await admin.Client.PostAsync($"{Path}/train", null);
            Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Conflict, "training-running"), (begun.StatusCode, second.StatusCode, await CodeAsync(second)));
            using var page = await admin.Client.GetAsync(Path);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);

            using var cancelled = await admin.Client.DeleteAsync($"{Path}/train");
            await Runner.Ended;
            using var nothing = await admin.Client.DeleteAsync($"{Path}/train");

            Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (cancelled.StatusCode, nothing.StatusCode));
            Assert.Equal("cancelled", (await admin.Client.GetFromJsonAsync<JsonElement>($"{Path}/versions")).GetProperty("items")[0].GetProperty("status").GetString());
        }
        finally
        {
            leases.ForEach(lease => lease.Dispose());
        }
    }

    [Fact]
    public async Task Pictures_without_a_face_are_skipped_and_said()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        foreach (var type in await TwoTypesAsync(admin))
        {
            for (var index = 0; index < Trainer.FewestFaces; index++) await FaceTypeStage.ReferenceAsync(iris, admin, type);
        }

        using var begun = await admin.Client.PostAsync($"{Path}/train", null);
        await Runner.Ended;

        var version = (await admin.Client.GetFromJsonAsync<JsonElement>($"{Path}/versions")).GetProperty("items")[0];
        Assert.Equal(("failed", "faces-few"), (version.GetProperty("status").GetString(), version.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_training_whose_node_died_is_over_and_the_next_can_begin()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        foreach (var type in await TwoTypesAsync(admin))
        {
            for (var index = 0; index < Trainer.FewestFaces; index++) await FaceTypeStage.ReferenceAsync(iris, admin, type);
        }

        var clock = new MovableClock();
        var trainings = new Trainings(iris.Services.GetRequiredService<IDbContextFactory<AppDbContext>>(), iris.Services.GetRequiredService<TypeCatalogue>(), clock);
        var dead = (await trainings.BeginAsync(default)).Value!;
        Assert.True(await trainings.ReportAsync(dead, 0.5, default));
        Assert.Equal("training-running", (await trainings.BeginAsync(default)).Refusal?.Code);

        clock.Now += Trainings.LeaseFor + TimeSpan.FromSeconds(1);
        var seen = (await trainings.ListAsync(default))[0];
        Assert.Equal((TrainingStatus.Failed, TrainingFailures.Interrupted), (seen.Status, seen.Error));

        var next = (await trainings.BeginAsync(default)).Value!;
        Assert.Equal(dead.Number + 1, next.Number);
        Assert.False(await trainings.ReportAsync(dead, 0.6, default));
        Assert.Equal(next.Number, await trainings.CancelAsync(default));
    }

    [Fact]
    public async Task Nobody_but_an_admin_comes_near()
    {
        var (person, reference) = (await iris.APerson().SignedInAsync(), await FaceTypeStage.ReferenceAsync(iris, await iris.APerson().AsAdmin().SignedInAsync(), FaceTypeStage.First));
        foreach (var (method, path) in new[]
        {
            ("GET", $"{Path}/{FaceTypeStage.First}/references"), ("POST", $"{Path}/{FaceTypeStage.First}/references"), ("PUT", $"{Path}/references/{reference.Id}"), ("DELETE", $"{Path}/references/{reference.Id}"),
            ("GET", $"{Path}/references/{reference.Id}/image"), ("POST", $"{Path}/train"), ("DELETE", $"{Path}/train"), ("GET", $"{Path}/versions"), ("PUT", $"{Path}/version"),
            ("GET", $"{Path}/survey"), ("POST", $"{Path}/survey/labels"), ("POST", $"{Path}/survey/shares"),
        })
        {
            using var refused = await person.Client.SendAsync(new(new(method), path));
            using var stranger = await iris.Anonymous().SendAsync(new(new(method), path));

            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (refused.StatusCode, stranger.StatusCode));
        }

        using var page = await (await iris.APerson().SignedInToSiteAsync()).Client.GetAsync(FaceTypeModule.AdminPage);
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
    }

    /// <summary>Alpha and Beta; a training of five types would need more pictures than a test has time for.</summary>
    private static async Task<Guid[]> TwoTypesAsync(TestPerson admin)
    {
        var types = (await admin.Client.GetFromJsonAsync<JsonElement>(Path)).EnumerateArray().Select(type => type.GetProperty("id").GetGuid()).ToArray();
        foreach (var type in types[2..])
        {
            using var removed = await admin.Client.DeleteAsync($"{Path}/{type}");
            removed.EnsureSuccessStatusCode();
        }

        return types[..2];
    }

    private static async Task AddAsync(TestPerson admin, Guid type, byte[] picture)
    {
        using var answer = await ReferenceApiTests.PostAsync(admin.Client, type, picture);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> ReadAsync(TestPerson person, byte[] picture)
    {
        using var answer = await FaceTypeApiTests.PostAsync(person.Client, picture);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
