using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Iris.Diary.Posts;
using Iris.Instruments.Cells.Samples;
using Iris.Instruments.FaceTypes.Sharing;
using Iris.Live.Reports;
using Iris.Tests.Diary.Friends;
using Iris.Tests.Diary.Posts;
using Iris.Tests.Gallery;
using Iris.Tests.Instruments.Cells.Detection;
using Iris.Tests.Instruments.FaceTypes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Browser;

/// <summary>
/// Every page that there is, by reflection. A page with a parameter needs a builder of what it shows, in <see cref="Builders"/>; without one the tour fails
/// and names it.
/// </summary>
internal sealed class SitePages(IrisApplication application, TestPerson person)
{
    private static readonly Dictionary<string, Func<SitePages, Task<string>>> Builders = new()
    {
        ["/gallery/{Id:guid}"] = async pages => $"/gallery/{await pages.ReadingAsync()}",
        ["/cards/{Token}"] = async pages => $"/cards/{await pages.CardAsync()}",
        ["/cells/{Id:guid}"] = async pages => $"/cells/{await pages.CountAsync()}",
        ["/cells/samples/{Id:guid}"] = async pages => $"/cells/samples/{await pages.SampleAsync()}",
        ["/diary/posts/{Id:guid}"] = async pages => $"/diary/posts/{await pages.PostAsync()}",
        ["/diary/posts/{Id:guid}/edit"] = async pages => $"/diary/posts/{await pages.PostAsync()}/edit",
        ["/diary/book/{Id:guid}"] = async pages => $"/diary/book/{await pages.PostAsync()}",
        ["/people/{Nickname}"] = async pages =>
        {
            await pages.PostAsync();
            return $"/people/{pages.Nickname}";
        },
        ["/friends/{Id:guid}"] = async pages => $"/friends/{await pages.DiaryAsync()}",
        ["/posture/reports/{Id:guid}"] = async pages => $"/posture/reports/{await pages.ReportAsync()}",
    };

    /// <summary>The templates of all pages, and whether each is for those who are signed in.</summary>
    public static IReadOnlyList<(string Template, bool SignedIn)> All { get; } =
    [
        .. typeof(Program).Assembly.GetTypes()
            .SelectMany(page => page.GetCustomAttributes<RouteAttribute>().Select(route => (route.Template, page.GetCustomAttribute<AuthorizeAttribute>() is not null)))
            .OrderBy(page => page.Template, StringComparer.Ordinal),
    ];

    /// <summary>The address of a page, after making what it shows.</summary>
    public Task<string> AddressAsync(string template) =>
        Builders.TryGetValue(template, out var build) ? build(this)
        : template.Contains('{', StringComparison.Ordinal) ? throw new InvalidOperationException($"SitePages needs a builder for the page {template}.")
        : Task.FromResult(template);

    /// <summary>Fills lists that are not empty in real life.</summary>
    public async Task FurnishAsync()
    {
        for (var index = 0; index < 5; index++) await new ReadingBuilder(application, person).KeptAsync();
        await CardAsync();
        for (var day = 1; day <= 4; day++)
        {
            for (var hour = 0; hour <= 5; hour += day) await ReportAsync(day, hour);
        }

        for (var index = 0; index < 3; index++) await FaceTypeStage.ReferenceAsync(application, person, FaceTypeStage.First);
        await PostAsync();
        await DiaryAsync();
        await new FriendshipBuilder(application, await application.APerson().SignedInAsync(), person).AskedAsync();
    }

    private string Nickname => person.Nickname;

    private async Task<Guid> ReadingAsync() => (await new ReadingBuilder(application, person).KeptAsync()).Id;

    private async Task<string> CardAsync()
    {
        using var answer = await FaceTypeApiTests.PostAsync(person.Client, Portraits.WomanJpeg());
        var reading = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        return (await application.Services.GetRequiredService<CardLinks>().CreateAsync(person.Id, reading, CardLinks.DefaultDays, showsPicture: false, default))!.Value.Value!.Token;
    }

    private async Task<Guid> CountAsync()
    {
        await using var picture = File.OpenRead(Golden.Path(Golden.Cases[0].Picture));
        using var content = new StreamContent(picture);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent { { content, "file", "cells.png" } };
        using var answer = await person.Client.PostAsync("/api/v1/cells", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private async Task<Guid> SampleAsync()
    {
        var samples = application.Services.GetRequiredService<CellSamples>();
        var sample = await samples.CreateAsync(person.Id, "HEK293 passage 7", new DateOnly(2026, 11, 20), "Bright field", default);
        await samples.AssignAsync(person.Id, await CountAsync(), sample, default);
        return sample;
    }

    private async Task<Guid> PostAsync()
    {
        var picture = await new ReadingBuilder(application, person).KeptAsync();
        return (await new PostBuilder(application, person).Showing(picture).For(PostVisibility.Public).Tagged("sea", "autumn").WrittenAsync()).Id;
    }

    /// <summary>A shared diary in which both have written.</summary>
    private async Task<Guid> DiaryAsync()
    {
        var friend = await application.APerson().SignedInAsync();
        var diary = await new FriendshipBuilder(application, person, friend).FriendsAsync();
        foreach (var writer in new[] { person, friend }) await new PostBuilder(application, writer).In(diary).WrittenAsync();
        return diary;
    }

    /// <summary>Half an hour before the webcam, so many days ago, some hours after nine; sometimes better, sometimes worse.</summary>
    private async Task<Guid> ReportAsync(int day = 1, int hour = 0)
    {
        var start = new DateTimeOffset(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero).AddDays(-day).AddHours(9 + hour);
        var report = new LiveReport { Id = Guid.CreateVersion7(), OwnerId = person.Id, Camera = "", StartedAt = start, LastSeenAt = start.AddMinutes(30), EndedAt = start.AddMinutes(30) };
        var minutes = Enumerable.Range(0, 30).Select(minute => new LiveMinute
        {
            ReportId = report.Id,
            OwnerId = person.Id,
            Start = start.AddMinutes(minute),
            Good = 20 + (5 * hour) - (3 * day) + (minute % 3 * 5),
            Tilted = 4,
            ForwardHead = 3,
            Blinks = 12,
            BlinkSeconds = 60,
            Alerts = minute % 7 == 0 ? 1 : 0,
            LongestGood = 30,
        });
        await application.QueryAsync(async database =>
        {
            database.Add(report);
            database.AddRange(minutes);
            return await database.SaveChangesAsync();
        });
        return report.Id;
    }
}
