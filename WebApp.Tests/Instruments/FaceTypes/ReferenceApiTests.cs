using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Instruments.FaceTypes.References;
using Iris.Instruments.FaceTypes.Survey;
using Iris.Platform.Imaging;
using Iris.Platform.Storage;
using Iris.Tests.Platform.Imaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Instruments.FaceTypes;

/// <summary>Each test leaves the types of the survey to the next.</summary>
[Collection(nameof(WithIris))]
public class ReferenceApiTests(IrisApplication iris) : IAsyncLifetime
{
    private const string Path = "/api/v1/admin/face-types", Survey = "/api/v1/face-type/survey";

    private IObjectStore Store => iris.Services.GetRequiredService<IObjectStore>();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => FaceTypeStage.ClearAsync(iris);

    [Fact]
    public async Task Of_a_picture_the_face_alone_is_kept_and_shown_beside_readings_of_its_type()
    {
        var (admin, person) = (await iris.APerson().AsAdmin().SignedInAsync(), await iris.APerson().SignedInAsync());
        using var read = await FaceTypeApiTests.PostAsync(person.Client, Portraits.WomanJpeg());
        var reading = await read.Content.ReadFromJsonAsync<JsonElement>();
        var type = reading.GetProperty("typeId").GetGuid();
        Assert.Equal(["image/png", "image/png", "image/png", "image/png"], await TypesOfPicturesAsync());

        using var shown = await PostAsync(admin.Client, type, Portraits.WomanJpeg());
        using var hidden = await PostAsync(admin.Client, type, Portraits.WomanJpeg(), shown: false);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (shown.StatusCode, hidden.StatusCode));
        using var image = await admin.Client.GetAsync((await shown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("imageUrl").GetString());
        using var picture = Picture.Decode(await image.Content.ReadAsByteArrayAsync()).Expect();
        Assert.Equal(picture.Width, picture.Height);
        Assert.InRange(picture.Width, 100, ReferencePictures.Side);
        Assert.Equal(2, (await admin.Client.GetFromJsonAsync<JsonElement>($"{Path}/{type}/references")).GetArrayLength());
        Assert.Equal(["image/jpeg", "image/png", "image/png", "image/png"], await TypesOfPicturesAsync());

        async Task<IReadOnlyList<string?>> TypesOfPicturesAsync()
        {
            List<string?> types = [];
            foreach (var url in reading.GetProperty("images").EnumerateArray())
            {
                using var one = await person.Client.GetAsync(url.GetString());
                types.Add(one.Content.Headers.ContentType?.MediaType);
            }

            return types;
        }
    }

    [Fact]
    public async Task What_can_not_be_a_reference_leaves_nothing()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        await FaceTypeStage.ReferenceAsync(iris, admin, FaceTypeStage.First);
        var before = await CountObjectsAsync();
        using var sky = Samples.Gradient(320, 240);

        using var unconfirmed = await PostAsync(admin.Client, FaceTypeStage.First, Portraits.WomanJpeg(), rights: false);
        using var nobody = await PostAsync(admin.Client, FaceTypeStage.First, sky.Encode(PictureFormat.Jpeg));
        using var typeless = await PostAsync(admin.Client, Guid.NewGuid(), Portraits.WomanJpeg());
        using var noPicture = await PostAsync(admin.Client, FaceTypeStage.First, "hello"u8.ToArray());

        Assert.Equal(
            [(HttpStatusCode.BadRequest, "right-unconfirmed"), (HttpStatusCode.UnprocessableEntity, "no-face"), (HttpStatusCode.NotFound, "not-found"), (HttpStatusCode.UnsupportedMediaType, "not-a-picture")],
            await Task.WhenAll(new[] { unconfirmed, nobody, typeless, noPicture }.Select(async answer => (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!))));
        Assert.Equal(before, await CountObjectsAsync());
    }

    [Fact]
    public async Task A_reference_moves_and_goes_with_its_object_and_so_do_those_of_a_type_that_goes()
    {
        var admin = await iris.APerson().AsAdmin().SignedInAsync();
        var types = (await admin.Client.GetFromJsonAsync<JsonElement>(Path)).EnumerateArray().Select(type => type.GetProperty("id").GetGuid()).ToArray();
        var (one, other) = (await FaceTypeStage.ReferenceAsync(iris, admin, types[0]), await FaceTypeStage.ReferenceAsync(iris, admin, types[0]));

        using var moved = await admin.Client.PutAsJsonAsync($"{Path}/references/{one.Id}", new { typeId = types[1] });
        using var nowhere = await admin.Client.PutAsJsonAsync($"{Path}/references/{one.Id}", new { typeId = Guid.NewGuid() });
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (moved.StatusCode, nowhere.StatusCode));
        Assert.Equal(1, (await admin.Client.GetFromJsonAsync<JsonElement>($"{Path}/{types[1]}/references")).GetArrayLength());

        using var removed = await admin.Client.DeleteAsync($"{Path}/references/{other.Id}");
        using var again = await admin.Client.DeleteAsync($"{Path}/references/{other.Id}");
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, again.StatusCode));
        using var typeGone = await admin.Client.DeleteAsync($"{Path}/{types[1]}");

        foreach (var key in new[] { one.PictureKey, other.PictureKey }) Assert.Null(await Store.OpenAsync(key, default));
        Assert.False(await iris.QueryAsync(database => database.Set<TypeReference>().AnyAsync()));
    }

    [Fact]
    public async Task Export_and_erasure_cover_what_an_admin_gave_and_what_a_person_voted()
    {
        var (admin, voter) = (await iris.APerson().AsAdmin().SignedInAsync(), await iris.APerson().SignedInAsync());
        var reference = await FaceTypeStage.ReferenceAsync(iris, admin, FaceTypeStage.First);
        using var voted = await voter.Client.PutAsJsonAsync($"{Survey}/{reference.Id}", new { typeId = FaceTypeStage.First });

        using (var zip = new ZipArchive(await admin.Client.GetStreamAsync("/api/v1/accounts/me/export")))
        {
            Assert.NotNull(zip.GetEntry("face-types/references.json"));
            Assert.NotNull(zip.GetEntry($"face-types/references/{reference.Id}.jpg"));
            Assert.Null(zip.GetEntry("face-types/votes.json"));
        }

        using (var zip = new ZipArchive(await voter.Client.GetStreamAsync("/api/v1/accounts/me/export")))
        using (var votes = new StreamReader(zip.GetEntry("face-types/votes.json")!.Open()))
        {
            Assert.Contains($"{reference.Id}", await votes.ReadToEndAsync(), StringComparison.Ordinal);
        }

        using var voterGone = await voter.Client.DeleteAsync("/api/v1/accounts/me");
        Assert.False(await iris.QueryAsync(database => database.Set<TypeVote>().AnyAsync()));
        Assert.True(await iris.QueryAsync(database => database.Set<TypeReference>().AnyAsync()));
        using var adminGone = await admin.Client.DeleteAsync("/api/v1/accounts/me");
        Assert.False(await iris.QueryAsync(database => database.Set<TypeReference>().AnyAsync()));
        Assert.Null(await Store.OpenAsync(reference.PictureKey, default));
    }

    internal static async Task<HttpResponseMessage> PostAsync(HttpClient client, Guid type, byte[] file, bool rights = true, bool shown = true)
    {
        using var form = new MultipartFormDataContent();
        using var content = new ByteArrayContent(file);
        form.Add(new StringContent(rights ? "true" : "false"), "rights");
        form.Add(new StringContent(shown ? "true" : "false"), "shown");
        form.Add(content, "file", "portrait.jpg");
        return await client.PostAsync($"{Path}/{type}/references", form);
    }

    private async Task<int> CountObjectsAsync() => await Store.ListAsync("references", default).CountAsync();
}
