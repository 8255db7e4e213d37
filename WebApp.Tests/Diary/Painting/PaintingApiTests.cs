using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Diary.Painting.Jobs;
using Iris.Platform.Diffusion;
using Iris.Platform.Imaging;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Painting;

/// <summary>The API with a painter of random weights; each test lets the worker paint when it wants a picture.</summary>
[Collection(nameof(WithIris))]
public class PaintingApiTests(IrisApplication iris) : IAsyncLifetime
{
    private const string Path = "/api/v1/diary/pictures";

    private readonly PaintingWorker worker = iris.Services.GetRequiredService<PaintingWorker>();

    public Task InitializeAsync() => PaintingJobBuilder.EmptyQueueAsync(iris);

    public Task DisposeAsync() => PaintingJobBuilder.EmptyQueueAsync(iris);

    [Fact]
    public async Task A_sentence_becomes_a_picture_of_the_gallery()
    {
        var person = await iris.APerson().SignedInAsync();

        using var accepted = await person.Client.PostAsJsonAsync(Path, new { prompt = "  a red\nho\0use ", style = "night", seed = 4242, steps = 3 });
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobId").GetGuid();
        Assert.Equal($"{Path}/{id}", accepted.Headers.Location?.OriginalString);
        var queued = await person.Client.GetFromJsonAsync<JsonElement>($"{Path}/{id}");
        Assert.Equal(("queued", 0.0), (queued.GetProperty("status").GetString(), queued.GetProperty("progress").GetDouble()));

        Assert.True(await worker.PaintNextAsync(default));

        var done = await person.Client.GetFromJsonAsync<JsonElement>($"{Path}/{id}");
        Assert.Equal(("done", 1.0), (done.GetProperty("status").GetString(), done.GetProperty("progress").GetDouble()));
        Assert.Equal(JsonValueKind.Null, done.GetProperty("previewUrl").ValueKind);
        Assert.Equal(JsonValueKind.Null, done.GetProperty("error").ValueKind);
        using var image = await person.Client.GetAsync(done.GetProperty("imageUrl").GetString());
        Assert.Equal("image/png", image.Content.Headers.ContentType?.MediaType);

        var picture = done.GetProperty("pictureId").GetGuid();
        var list = await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/gallery?kind=painting");
        var item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal((picture, "a red house"), (item.GetProperty("id").GetGuid(), item.GetProperty("headline").GetString()));
        var reading = await person.Client.GetFromJsonAsync<JsonElement>($"/api/v1/gallery/{picture}");
        Assert.Equal("a red house", reading.GetProperty("prompt").GetString());
        Assert.Equal("night", reading.GetProperty("style").GetString());
        Assert.Equal(4242, reading.GetProperty("seed").GetInt64());
        Assert.Equal(3, reading.GetProperty("steps").GetInt32());
        Assert.Equal(Painters.Embedded, reading.GetProperty("painter").GetString());
        using var thumbnail = await person.Client.GetAsync(reading.GetProperty("thumbnailUrl").GetString());
        Assert.Equal("image/jpeg", thumbnail.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_picture_and_another_seed_another()
    {
        var person = await iris.APerson().SignedInAsync();

        var first = await PaintAsync(person, new { prompt = "a red house", seed = 1, steps = 4 });
        var same = await PaintAsync(person, new { prompt = "a red house", seed = 1, steps = 4 });
        var other = await PaintAsync(person, new { prompt = "a red house", seed = 2, steps = 4 });
        var styled = await PaintAsync(person, new { prompt = "a red house", seed = 1, steps = 4, style = "snow" });

        Assert.Equal(first, same);
        Assert.NotEqual(first, other);
        Assert.NotEqual(first, styled);
    }

    [Theory]
    [InlineData("""{"seed": 1}""", "prompt")]
    [InlineData("""{"prompt": "  \n "}""", "prompt")]
    [InlineData("""{"prompt": "\u0000"}""", "prompt")]
    [InlineData("""{"prompt": "house", "style": "baroque"}""", "style")]
    [InlineData("""{"prompt": "house", "seed": -1}""", "seed")]
    [InlineData("""{"prompt": "house", "seed": 4294967296}""", "seed")]
    [InlineData("""{"prompt": "house", "steps": 0}""", "steps")]
    [InlineData("""{"prompt": "house", "steps": 1000}""", "steps")]
    [InlineData("""{"prompt": "house", "size": 100}""", "size")]
    public async Task What_the_painter_can_not_do_is_said_by_field(string body, string field)
    {
        var person = await iris.APerson().SignedInAsync();

        using var answer = await person.Client.PostAsync(Path, new StringContent(body, null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("validation", problem.GetProperty("code").GetString());
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_prompt_may_be_long_but_not_endless()
    {
        var person = await iris.APerson().SignedInAsync();

        using var longest = await person.Client.PostAsJsonAsync(Path, new { prompt = new string('a', 300) });
        using var longer = await person.Client.PostAsJsonAsync(Path, new { prompt = new string('a', 301) });

        Assert.Equal(HttpStatusCode.Accepted, longest.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, longer.StatusCode);
    }

    [Fact]
    public async Task A_blocked_prompt_gets_a_kind_sentence()
    {
        var person = await iris.APerson().SignedInAsync();
        person.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ko");

        using var answer = await person.Client.PostAsJsonAsync(Path, new { prompt = "알 몸" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("prompt-blocked", problem.GetProperty("code").GetString());
        Assert.Contains("기쁘게 그려 드릴게요", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.False(await worker.PaintNextAsync(default));
    }

    [Fact]
    public async Task A_spent_allowance_says_when_it_is_renewed()
    {
        var person = await iris.APerson().SignedInAsync();
        for (var i = 0; i < 60; i++) await new PaintingJobBuilder(iris, person).Ended(JobStatus.Done).OrderedAsync();

        using var answer = await person.Client.PostAsJsonAsync(Path, new { prompt = "a red house" });

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalHours, 0, 24);
        Assert.Equal("allowance-spent", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_full_own_queue_says_when_to_come_back()
    {
        var person = await iris.APerson().SignedInAsync();
        for (var i = 0; i < 20; i++) await new PaintingJobBuilder(iris, person).OrderedAsync();

        using var answer = await person.Client.PostAsJsonAsync(Path, new { prompt = "a red house" });

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(15), answer.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task An_order_can_be_taken_back_repeatedly()
    {
        var person = await iris.APerson().SignedInAsync();
        var id = await OrderAsync(person, new { prompt = "a red house" });

        for (var i = 0; i < 2; i++)
        {
            using var answer = await person.Client.DeleteAsync($"{Path}/{id}");
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }

        Assert.False(await worker.PaintNextAsync(default));
        Assert.Equal("cancelled", (await person.Client.GetFromJsonAsync<JsonElement>($"{Path}/{id}")).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("GET", "/preview")]
    public async Task Another_person_finds_nothing_on_any_route(string method, string route)
    {
        var (owner, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var id = await OrderAsync(owner, new { prompt = "a red house" });

        using var toOther = await other.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"{Path}/{id}{route}"));
        using var toNobody = await iris.Anonymous().SendAsync(new HttpRequestMessage(new HttpMethod(method), $"{Path}/{id}{route}"));

        Assert.Equal(HttpStatusCode.NotFound, toOther.StatusCode);
        Assert.Equal("application/problem+json", toOther.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.Unauthorized, toNobody.StatusCode);
        Assert.Equal("queued", (await owner.Client.GetFromJsonAsync<JsonElement>($"{Path}/{id}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_preview_opens_for_the_owner_while_the_picture_is_painted_and_is_stored_nowhere()
    {
        var (owner, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var id = await OrderAsync(owner, new { prompt = "a red house", steps = 5 });
        HttpResponseMessage? shown = null, toOther = null;
        JsonElement state = default;
        using var watching = Watch(async step =>
        {
            if (step != 3) return;
            state = await owner.Client.GetFromJsonAsync<JsonElement>($"{Path}/{id}");
            shown = await owner.Client.GetAsync(state.GetProperty("previewUrl").GetString());
            toOther = await other.Client.GetAsync($"{Path}/{id}/preview");
        });

        await worker.PaintNextAsync(default);

        Assert.Equal(("running", 0.6), (state.GetProperty("status").GetString(), state.GetProperty("progress").GetDouble()));
        Assert.Equal(HttpStatusCode.OK, shown!.StatusCode);
        Assert.True(shown.Headers.CacheControl is { NoStore: true, Private: true });
        using var preview = Picture.Decode(await shown.Content.ReadAsByteArrayAsync()).Value!;
        Assert.InRange(preview.Width, 1, 192);
        Assert.Equal(HttpStatusCode.NotFound, toOther!.StatusCode);
        using var after = await owner.Client.GetAsync($"{Path}/{id}/preview");
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    [Fact]
    public async Task Cancelling_while_it_is_painted_ends_the_work_and_leaves_no_picture()
    {
        var person = await iris.APerson().SignedInAsync();
        var id = await OrderAsync(person, new { prompt = "a red house", steps = 50 });
        var last = 0;
        using var watching = Watch(async step =>
        {
            last = step;
            if (step != 2) return;
            using var answer = await person.Client.DeleteAsync($"{Path}/{id}");
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        });

        await worker.PaintNextAsync(default);

        Assert.Equal(2, last);
        Assert.Equal("cancelled", (await person.Client.GetFromJsonAsync<JsonElement>($"{Path}/{id}")).GetProperty("status").GetString());
        Assert.Empty((await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/gallery")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_node_that_stops_in_the_middle_leaves_the_job_to_the_next()
    {
        var person = await iris.APerson().SignedInAsync();
        var id = await OrderAsync(person, new { prompt = "a red house", seed = 3, steps = 50 });
        using var stopping = new CancellationTokenSource();
        using (Watch(step => step == 2 ? stopping.CancelAsync() : Task.CompletedTask))
        {
            await worker.PaintNextAsync(stopping.Token);
        }

        Assert.Equal("queued", (await person.Client.GetFromJsonAsync<JsonElement>($"{Path}/{id}")).GetProperty("status").GetString());
        Assert.True(await worker.PaintNextAsync(default));
        Assert.Equal("done", (await person.Client.GetFromJsonAsync<JsonElement>($"{Path}/{id}")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_painter_that_is_gone_fails_the_job_with_a_sentence_and_costs_nothing()
    {
        var person = await iris.APerson().SignedInAsync();
        var job = await new PaintingJobBuilder(iris, person).By("gone").OrderedAsync();

        await worker.PaintNextAsync(default);

        var state = await person.Client.GetFromJsonAsync<JsonElement>($"{Path}/{job.Id}");
        Assert.Equal("failed", state.GetProperty("status").GetString());
        Assert.Contains("is gone", state.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await iris.Services.GetRequiredService<PaintingDesk>().AllowanceAsync(person.Id, default)).Used);
    }

    [Fact]
    public async Task The_API_is_described()
    {
        var paths = (await iris.Anonymous().GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths");

        var post = paths.GetProperty(Path).GetProperty("post");
        Assert.False(string.IsNullOrEmpty(post.GetProperty("summary").GetString()));
        Assert.Equal(["202", "400", "401", "422", "429", "503"], post.GetProperty("responses").EnumerateObject().Select(response => response.Name).Order());
        Assert.True(paths.GetProperty(Path + "/{jobId}").TryGetProperty("delete", out _));
    }

    private static async Task<Guid> OrderAsync(TestPerson person, object order)
    {
        using var answer = await person.Client.PostAsJsonAsync(Path, order);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobId").GetGuid();
    }

    private async Task<byte[]> PaintAsync(TestPerson person, object order)
    {
        var id = await OrderAsync(person, order);
        await worker.PaintNextAsync(default);
        var state = await person.Client.GetFromJsonAsync<JsonElement>($"{Path}/{id}");
        return await person.Client.GetByteArrayAsync(state.GetProperty("imageUrl").GetString());
    }

    /// <summary>Does something between two steps: the painter waits for it.</summary>
    private Watcher Watch(Func<int, Task> afterStep) => new(iris.Services.GetRequiredService<PaintingBoard>(), afterStep);

    private sealed class Watcher : IDisposable
    {
        private readonly PaintingBoard board;
        private readonly Func<int, Task> afterStep;

        public Watcher(PaintingBoard board, Func<int, Task> afterStep)
        {
            (this.board, this.afterStep) = (board, afterStep);
            board.Changed += OnChanged;
        }

        public void Dispose() => board.Changed -= OnChanged;

        private void OnChanged(PaintingState state)
        {
            if (state is { Status: JobStatus.Running, Step: > 0 }) afterStep(state.Step).GetAwaiter().GetResult();
        }
    }
}
