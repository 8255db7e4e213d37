using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Iris.Diary.Comments;
using Iris.Diary.Posts;
using Iris.Instruments.Cells.Samples;
using Iris.Instruments.FaceTypes.Types;
using Iris.Live.Analysis;
using Iris.Live.Frames;
using Iris.Live.Reports;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Iris.Platform.Words;
using Iris.Tests.Diary.Comments;
using Iris.Tests.Diary.Friends;
using Iris.Tests.Diary.Painting;
using Iris.Tests.Diary.Posts;
using Iris.Tests.Gallery;
using Iris.Tests.Instruments.FaceTypes;
using Iris.Tests.Live;
using Iris.Tests.Platform.Compute;
using Iris.Tests.Platform.Imaging;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.EveryCall;

/// <summary>A request to the API that gets through.</summary>
/// <param name="Method">GET, POST …</param>
/// <param name="Path">With every parameter that the query can have.</param>
/// <param name="Json">The body, or null.</param>
/// <param name="File">A picture as the body; in a form, or bare.</param>
/// <param name="Fields">Of the form, set to true.</param>
internal sealed record ApiRequest(string Method, string Path, JsonObject? Json = null, (byte[] Bytes, bool InForm)? File = null, params string[] Fields)
{
    public HttpRequestMessage Message() => new(new HttpMethod(Method), Path) { Content = Content() };

    private HttpContent? Content()
    {
        if (Json is not null) return JsonContent.Create(Json);
        if (File is not { } file) return null;
        var bytes = new ByteArrayContent(file.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } };
        if (!file.InForm) return bytes;
        var form = new MultipartFormDataContent { { bytes, "file", "picture.jpg" } };
        foreach (var field in Fields) form.Add(new StringContent("true"), field);
        return form;
    }
}

/// <summary>
/// One request to every endpoint of the API, for the tests that walk over all of them. A new endpoint has no line here, and those tests fail until it has.
/// </summary>
internal sealed class ApiCalls(IrisApplication iris)
{
    /// <summary>A small JPEG.</summary>
    public static readonly byte[] Picture = Jpeg();

    private readonly Dictionary<string, Func<TestPerson, Task<ApiRequest>>> calls = Table(iris);

    /// <summary>Method and route of every endpoint that the program has under <c>/api</c>.</summary>
    public IReadOnlyList<string> Endpoints { get; } =
    [
        .. iris.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) == true)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}") ?? [])
            .Distinct().Order(),
    ];

    /// <summary>Endpoints that <see cref="Table"/> lacks.</summary>
    public IEnumerable<string> Missing => Endpoints.Except(calls.Keys);

    /// <summary>Lines of <see cref="Table"/> that name no endpoint any more.</summary>
    public IEnumerable<string> Stale => calls.Keys.Except(Endpoints);

    /// <summary>Makes whatever the request needs, and the request.</summary>
    public Task<ApiRequest> PrepareAsync(string endpoint, TestPerson person) => calls[endpoint](person);

    /// <summary>Takes back what the calls left for everybody: orders in the painters' queue, word lists and face types of admins.</summary>
    public async Task TidyAsync()
    {
        await PaintingJobBuilder.EmptyQueueAsync(iris);
        await iris.QueryAsync(database => database.Set<SavedWordList>().ExecuteDeleteAsync());
        await FaceTypeStage.ClearAsync(iris);
    }

    private static Dictionary<string, Func<TestPerson, Task<ApiRequest>>> Table(IrisApplication iris)
    {
        var table = new Dictionary<string, Func<TestPerson, Task<ApiRequest>>>();

        const string Accounts = "/api/v1/accounts";
        Add("POST", $"{Accounts}/register", json: _ => new()
        {
            ["email"] = $"{Unique()}@iris.example",
            ["password"] = IrisApplication.Password,
            ["nickname"] = Unique(),
            ["gender"] = "other",
            ["birthDate"] = "1990-05-17",
        });
        Add("POST", $"{Accounts}/login", json: person => new() { ["email"] = person.Email, ["password"] = IrisApplication.Password, ["twoFactorCode"] = "123456" });
        Add("POST", $"{Accounts}/refresh", json: person => new() { ["refreshToken"] = person.RefreshToken });
        Add("GET", $"{Accounts}/me");
        Add("PUT", $"{Accounts}/me", json: person => new() { ["nickname"] = person.Nickname, ["gender"] = "male", ["birthDate"] = "1991-06-18", ["biometricConsent"] = true });
        Add("DELETE", $"{Accounts}/me");
        Add("GET", $"{Accounts}/me/export");
        Add("GET", $"{Accounts}/me/time");
        Add("PUT", $"{Accounts}/me/time", json: _ => new() { ["dailyGoalMinutes"] = 60, ["alertAfterSeconds"] = 9, ["breakEveryMinutes"] = 30, ["blinkAlertPerMinute"] = 4 });

        foreach (var instrument in new[] { "cells", "gender", "photo", ProbeInstrument.Name }) table[$"POST /api/v1/{instrument}"] = _ => Task.FromResult(new ApiRequest("POST", $"/api/v1/{instrument}", File: (Picture, InForm: true)));
        Add("POST", "/api/v1/face-type", json: _ => new() { ["image"] = Convert.ToBase64String(Picture), ["birthDate"] = "1995-05-17", ["mbti"] = "INFP", ["salary"] = 42000 });
        Add("GET", "/api/v1/face-type/{id:guid}/pictures/{number:int}", ReadingAsync);
        Add("GET", "/api/v1/face-type/{id:guid}/card", ReadingAsync, "?picture=1&size=preview&download=1");
        Add("GET", "/api/v1/face-type/{id:guid}/link", ReadingAsync);
        Add("POST", "/api/v1/face-type/{id:guid}/link", ReadingAsync, json: _ => new() { ["days"] = 3, ["picture"] = true });
        Add("DELETE", "/api/v1/face-type/{id:guid}/link", ReadingAsync);
        Add("GET", "/api/v1/cells/{id:guid}/csv", ReadingAsync);
        Add("POST", "/api/v1/cells/{id:guid}/recount", CountAsync, json: _ => new() { ["cellDiameter"] = 20.5, ["anyway"] = true });
        Add("GET", "/api/v1/cells/samples/{id:guid}/csv", person => iris.Services.GetRequiredService<CellSamples>().CreateAsync(person.Id, "S1", new DateOnly(2026, 11, 20), null, default));

        const string Gallery = "/api/v1/gallery";
        Add("GET", Gallery, query: "?kind=probe&cursor=&limit=10");
        Add("GET", Gallery + "/{id:guid}", ReadingAsync);
        Add("DELETE", Gallery + "/{id:guid}", ReadingAsync);
        Add("POST", Gallery + "/{id:guid}/restore", ReadingAsync);
        Add("GET", Gallery + "/{id:guid}/image", ReadingAsync, "?download=1");
        Add("GET", Gallery + "/{id:guid}/thumbnail", ReadingAsync);
        Add("GET", Gallery + "/{id:guid}/annotated", ReadingAsync, "?download=1&result=automatic");

        const string Live = "/api/v1/live/sessions";
        Add("POST", Live, json: _ => new() { ["calibrationFrames"] = 10, ["camera"] = "Front camera", ["useStoredBaseline"] = true });
        Add("POST", Live + "/{id:guid}/frames", SessionAsync, file: CameraFrames.Nobody());
        Add("POST", Live + "/{id:guid}/calibrate", SessionAsync);
        Add("POST", Live + "/{id:guid}/break", SessionAsync);
        Add("POST", Live + "/{id:guid}/end", SessionAsync);

        const string Frames = "/api/v1/live/frames";
        Add("GET", Frames);
        Add("PUT", Frames, json: _ => new() { ["days"] = 5 });
        Add("DELETE", Frames, query: "?erase=true");
        Add("POST", $"{Frames}/restore", json: _ => new() { ["deletedAt"] = "2026-11-20T10:00:00Z" });
        Add("GET", Frames + "/sessions/{session:guid}", async person => (await FrameAsync(person)).ReportId, "?cursor=00000000-0000-0000-0000-000000000000&limit=5");
        Add("DELETE", Frames + "/sessions/{session:guid}", async person => (await FrameAsync(person)).ReportId);
        Add("GET", Frames + "/{id:guid}/image", async person => (await FrameAsync(person)).Id);
        Add("GET", Frames + "/{id:guid}/thumbnail", async person => (await FrameAsync(person)).Id);
        Add("DELETE", Frames + "/{id:guid}", async person => (await FrameAsync(person)).Id);

        Add("GET", "/api/v1/face-id");
        Add("DELETE", "/api/v1/face-id");
        Add("POST", "/api/v1/face-id/enroll", file: CameraFrames.Woman());
        Add("GET", "/api/v1/reports", query: "?from=2026-11-01&to=2026-11-07&timeZone=America/New_York&format=json");
        Add("GET", "/api/v1/reports/{id:guid}", SessionAsync, "?format=csv");

        const string Pictures = "/api/v1/diary/pictures";
        Add("POST", Pictures, json: _ => new() { ["prompt"] = "a red house", ["style"] = "night", ["seed"] = 7, ["steps"] = 2, ["size"] = null });
        Add("GET", Pictures + "/{jobId:guid}", JobAsync);
        Add("DELETE", Pictures + "/{jobId:guid}", JobAsync);
        Add("GET", Pictures + "/{jobId:guid}/preview", JobAsync);

        const string Posts = "/api/v1/diary/posts";
        Add("POST", Posts, json: _ => Post());
        Add("GET", Posts, query: "?sort=new&tag=&author=&q=&cursor=&limit=10");
        Add("GET", Posts + "/{id:guid}", PostAsync);
        Add("PUT", Posts + "/{id:guid}", PostAsync, json: _ => Post());
        Add("DELETE", Posts + "/{id:guid}", PostAsync);
        Add("POST", Posts + "/{id:guid}/restore", PostAsync);
        Add("GET", Posts + "/{id:guid}/image", PostAsync, "?picture=0");
        Add("GET", Posts + "/{id:guid}/thumbnail", PostAsync, "?picture=0");
        Add("PUT", Posts + "/{id:guid}/like", PostAsync);
        Add("DELETE", Posts + "/{id:guid}/like", PostAsync);

        Add("POST", Posts + "/{id:guid}/report", OthersPostAsync, json: _ => Reason());
        Add("GET", Posts + "/{id:guid}/comments", PostAsync, "?cursor=&limit=10");
        Add("POST", Posts + "/{id:guid}/comments", PostAsync, json: _ => new() { ["text"] = "What a day." });
        AddOfComment("PUT", "", json: () => new() { ["text"] = "What a fine day." });
        AddOfComment("DELETE", "");
        AddOfComment("POST", "/restore");
        AddOfComment("POST", "/report", others: true, json: Reason);
        Add("GET", "/api/v1/admin/reports", query: "?state=open&cursor=&limit=10");
        Add("PUT", "/api/v1/admin/posts/{id:guid}", PostAsync, json: _ => new() { ["hidden"] = true, ["warn"] = false });
        Add("PUT", "/api/v1/admin/comments/{id:guid}", async person => (await CommentAsync(person)).Id, json: _ => new() { ["hidden"] = true, ["warn"] = false });

        table["GET /api/v1/people/{nickname}"] = person => Task.FromResult(new ApiRequest("GET", $"/api/v1/people/{person.Nickname}"));
        table["GET /api/v1/people/{nickname}/avatar"] = person => Task.FromResult(new ApiRequest("GET", $"/api/v1/people/{person.Nickname}/avatar"));
        Add("GET", "/api/v1/diary/profile");
        Add("PUT", "/api/v1/diary/profile", json: _ => new() { ["bio"] = "I like the sea.", ["avatarId"] = null });

        const string Friends = "/api/v1/friends";
        Add("GET", Friends);
        table[$"POST {Friends}"] = async _ => new ApiRequest("POST", Friends, new JsonObject { ["nickname"] = (await iris.APerson().SignedInAsync()).Nickname });
        table[$"POST {Friends}/blocks"] = async _ => new ApiRequest("POST", $"{Friends}/blocks", new JsonObject { ["nickname"] = (await iris.APerson().SignedInAsync()).Nickname });
        Add("PUT", Friends + "/{id:guid}", QuestionAsync, json: _ => new() { ["accept"] = true });
        Add("DELETE", Friends + "/{id:guid}", QuestionAsync);
        Add("DELETE", Friends + "/blocks/{id:guid}", QuestionAsync);

        const string Notifications = "/api/v1/notifications";
        Add("GET", Notifications, query: "?cursor=&limit=10");
        Add("POST", $"{Notifications}/read");
        Add("GET", $"{Notifications}/switches");
        Add("PUT", $"{Notifications}/switches", json: _ => new() { ["asked"] = true, ["accepted"] = true, ["liked"] = true, ["written"] = true, ["commented"] = true });

        const string Words = "/api/v1/admin/painter/words";
        Add("GET", Words);
        Add("PUT", Words, json: _ => new() { ["text"] = "dinosaur" });
        Add("POST", $"{Words}/try", json: _ => new() { ["text"] = "dinosaur", ["sentence"] = "a red house" });

        const string Types = "/api/v1/admin/face-types";
        Add("GET", Types);
        Add("POST", Types, json: _ => Type());
        Add("PUT", Types + "/{id:guid}", TypeAsync, json: _ => Type());
        Add("DELETE", Types + "/{id:guid}", TypeAsync);
        Add("GET", Types + "/{id:guid}/references", TypeAsync);
        table[$"POST {Types}/{{id:guid}}/references"] = async person => new ApiRequest("POST", $"{Types}/{await TypeAsync(person)}/references", File: (Picture, InForm: true), Fields: ["rights", "shown"]);
        Add("PUT", Types + "/references/{id:guid}", ReferenceAsync, json: _ => new() { ["typeId"] = FaceTypeStage.First });
        Add("DELETE", Types + "/references/{id:guid}", ReferenceAsync);
        Add("GET", Types + "/references/{id:guid}/image", ReferenceAsync);
        Add("POST", $"{Types}/train");
        Add("DELETE", $"{Types}/train");
        Add("GET", $"{Types}/versions");
        Add("PUT", $"{Types}/version", json: _ => new() { ["number"] = 1 });
        Add("GET", $"{Types}/survey");
        Add("POST", $"{Types}/survey/labels");
        Add("POST", $"{Types}/survey/shares");

        const string Survey = "/api/v1/face-type/survey";
        Add("GET", Survey);
        Add("PUT", Survey + "/{id:guid}", ReferenceAsync, json: _ => new() { ["typeId"] = FaceTypeStage.First });
        Add("DELETE", Survey + "/{id:guid}", ReferenceAsync);
        Add("GET", Survey + "/{id:guid}/image", ReferenceAsync);

        Add("GET", "/api/v1/admin/audit", query: "?cursor=&limit=10");
        Add("GET", "/api/v1/admin/servers");
        foreach (var (order, state) in new[] { ("start", "stopped"), ("stop", "running") })
        {
            table["POST /api/v1/admin/servers/{id}/" + order] = _ =>
            {
                iris.Cloud[FakeEc2.Gpu] = new(FakeEc2.Gpu) { State = state };
                return Task.FromResult(new ApiRequest("POST", $"/api/v1/admin/servers/gpu/{order}"));
            };
        }

        return table;

        void Add(string method, string route, Func<TestPerson, Task<Guid>>? id = null, string query = "", Func<TestPerson, JsonObject>? json = null, byte[]? file = null) =>
            table[$"{method} {route}"] = async person =>
            {
                var path = id is null ? route : $"{route[..route.IndexOf('{', StringComparison.Ordinal)]}{await id(person)}{route[(route.IndexOf('}', StringComparison.Ordinal) + 1)..]}";
                path = path.Replace("{number:int}", "1", StringComparison.Ordinal);
                return new ApiRequest(method, path + query, json?.Invoke(person), file is null ? null : (file, InForm: false));
            };

        async Task<Guid> ReadingAsync(TestPerson person) => (await new ReadingBuilder(iris, person).KeptAsync()).Id;

        async Task<Guid> CountAsync(TestPerson person)
        {
            using var counted = await person.Client.SendAsync(new ApiRequest("POST", "/api/v1/cells", File: (Picture, InForm: true)).Message());
            return (await counted.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<Guid>();
        }

        async Task<Guid> SessionAsync(TestPerson person) => await person.Client.StartSessionAsync();

        async Task<Guid> JobAsync(TestPerson person) => (await new PaintingJobBuilder(iris, person).OrderedAsync()).Id;

        async Task<Guid> TypeAsync(TestPerson person) => (await iris.Services.GetRequiredService<TypeCatalogue>().ReadAsync(default))[^1].Id;

        async Task<Guid> ReferenceAsync(TestPerson person) => (await FaceTypeStage.ReferenceAsync(iris, person, FaceTypeStage.First)).Id;

        async Task<Guid> PostAsync(TestPerson person) => (await new PostBuilder(iris, person).WrittenAsync()).Id;

        async Task<Guid> OthersPostAsync(TestPerson person) => (await new PostBuilder(iris, await iris.APerson().SignedInAsync()).For(PostVisibility.Public).WrittenAsync()).Id;

        async Task<PostComment> CommentAsync(TestPerson person)
        {
            var post = await new PostBuilder(iris, person).For(PostVisibility.Public).WrittenAsync();
            return await new CommentBuilder(iris, person, post).WrittenAsync();
        }

        void AddOfComment(string method, string end, bool others = false, Func<JsonObject>? json = null) =>
            table[$"{method} {Posts}/{{id:guid}}/comments/{{comment:guid}}{end}"] = async person =>
            {
                var comment = await CommentAsync(others ? await iris.APerson().SignedInAsync() : person);
                return new ApiRequest(method, $"{Posts}/{comment.PostId}/comments/{comment.Id}{end}", json?.Invoke());
            };

        static JsonObject Reason() => new() { ["reason"] = "spam", ["note"] = "The same on each page." };

        async Task<Guid> QuestionAsync(TestPerson person) => await new FriendshipBuilder(iris, await iris.APerson().SignedInAsync(), person).AskedAsync();

        async Task<KeptFrame> FrameAsync(TestPerson person)
        {
            var now = TimeProvider.System.GetUtcNow();
            var frame = new KeptFrame
            {
                Id = Guid.CreateVersion7(now),
                OwnerId = person.Id,
                ReportId = Guid.CreateVersion7(now),
                TakenAt = now,
                State = PostureState.Good,
                PictureKey = ObjectKey.New("frames", ".jpg"),
                ThumbnailKey = ObjectKey.New("frames", ".jpg"),
                Width = 8,
                Height = 6,
                Bytes = 1,
            };
            return await iris.QueryAsync(async database =>
            {
                database.Add(new LiveReport { Id = frame.ReportId, OwnerId = person.Id, Camera = "", StartedAt = now, LastSeenAt = now, EndedAt = now });
                database.Add(frame);
                await database.SaveChangesAsync();
                return frame;
            });
        }
    }

    private static JsonObject Post() => new()
    {
        ["title"] = "A day",
        ["text"] = "By the sea.",
        ["pictureId"] = null,
        ["pictureIds"] = new JsonArray(),
        ["mood"] = "calm",
        ["weather"] = "sunny",
        ["visibility"] = "private",
        ["diaryId"] = null,
        ["day"] = "2026-11-20",
        ["tags"] = new JsonArray("sea"),
    };

    private static JsonObject Type() => new()
    {
        ["name"] = Unique(),
        ["nameKo"] = "시그마",
        ["description"] = "A face with a story.",
        ["descriptionKo"] = "이야기가 있는 얼굴이에요.",
        ["share"] = 12.5,
        ["position"] = 2,
    };

    private static string Unique() => "u" + Guid.NewGuid().ToString("N")[..12];

    private static byte[] Jpeg()
    {
        using var picture = Samples.Gradient(96, 72);
        return picture.Encode(PictureFormat.Jpeg);
    }
}
