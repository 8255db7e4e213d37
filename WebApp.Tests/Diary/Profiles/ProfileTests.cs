using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Diary.Posts;
using Iris.Diary.Profiles;
using Iris.Platform.Data;
using Iris.Tests.Diary.Friends;
using Iris.Tests.Diary.Posts;
using Iris.Tests.Gallery;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Diary.Profiles;

/// <summary>How somebody shows themselves, and to whom.</summary>
[Collection(nameof(WithIris))]
public class ProfileTests(IrisApplication iris)
{
    private const string Path = "/api/v1/diary/profile";

    [Fact]
    public async Task Everybody_sees_picture_words_and_public_posts_and_who_is_kept_away_sees_nobody()
    {
        var (person, reader, blocked) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync(), await iris.APerson().SignedInToSiteAsync());
        var picture = await new ReadingBuilder(iris, person).KeptAsync();
        var shown = await new PostBuilder(iris, person).For(PostVisibility.Public).WrittenAsync();
        var hidden = await new PostBuilder(iris, person).WrittenAsync();
        using var changed = await person.Client.PutAsJsonAsync(Path, new { bio = " I like the sea.\r\n<b>Really</b> ", avatarId = picture.Id });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);

        var profile = await reader.Client.GetFromJsonAsync<JsonElement>($"/api/v1/people/{person.Nickname.ToUpperInvariant()}");
        Assert.Equal((person.Nickname, "I like the sea.\n<b>Really</b>", false), (profile.GetProperty("nickname").GetString(), profile.GetProperty("bio").GetString()!.TrimStart(), profile.GetProperty("mine").GetBoolean()));
        using var avatar = await iris.Anonymous().GetAsync(profile.GetProperty("avatarUrl").GetString());
        Assert.Equal("image/jpeg", avatar.Content.Headers.ContentType?.MediaType);
        var page = await iris.Anonymous().GetStringAsync($"/people/{person.Nickname}");
        Assert.Contains($"{shown.Id}", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"{hidden.Id}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Really", page, StringComparison.Ordinal);

        await new FriendshipBuilder(iris, person, blocked).BlockedAsync();
        foreach (var address in new[] { $"/api/v1/people/{person.Nickname}", $"/api/v1/people/{person.Nickname}/avatar", $"/people/{person.Nickname}" })
        {
            using var answer = await blocked.Client.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var nobody = await reader.Client.GetAsync("/api/v1/people/nobody-at-all");
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }

    [Fact]
    public async Task What_can_not_be_shown_is_refused_with_a_reason()
    {
        var (person, other) = (await iris.APerson().SignedInAsync(), await iris.APerson().SignedInAsync());
        var others = await new ReadingBuilder(iris, other).KeptAsync();

        foreach (var (content, status, code) in new (object, HttpStatusCode, string)[]
        {
            (new { bio = new string('x', 301) }, HttpStatusCode.BadRequest, "bio-long"),
            (new { bio = "Words", avatarId = others.Id }, HttpStatusCode.BadRequest, "avatar-missing"),
            (new { bio = "murder" }, HttpStatusCode.UnprocessableEntity, "words-blocked"),
        })
        {
            using var answer = await person.Client.PutAsJsonAsync(Path, content);
            Assert.Equal((status, code), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()));
        }

        Assert.Equal("", (await person.Client.GetFromJsonAsync<JsonElement>(Path)).GetProperty("bio").GetString());
    }

    [Fact]
    public async Task A_profile_is_in_the_export_and_goes_with_the_account()
    {
        var person = await iris.APerson().SignedInAsync();
        await person.Client.PutAsJsonAsync(Path, new { bio = "I like the sea." });

        using (var zip = new ZipArchive(await person.Client.GetStreamAsync("/api/v1/accounts/me/export")))
        {
            using var exported = await JsonDocument.ParseAsync(await zip.GetEntry("diary/profile.json")!.OpenAsync());
            Assert.Equal("I like the sea.", exported.RootElement.GetProperty("bio").GetString());
        }

        await iris.Services.GetServices<IPersonalData>().OfType<PersonalProfile>().Single().EraseAsync(person.Id, default);
        Assert.Equal(0, await iris.QueryAsync(database => database.Set<PublicProfile>().CountAsync(profile => profile.OwnerId == person.Id)));
    }
}
