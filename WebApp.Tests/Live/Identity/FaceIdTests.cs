using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Iris.Live.Identity;
using Iris.Platform.Data;
using Iris.Platform.Faces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Live.Identity;

[Collection(nameof(WithIris))]
public class FaceIdTests(IrisApplication iris)
{
    private readonly byte[] woman = CameraFrames.Woman();

    private byte[] Somebody => CameraFrames.SomebodyElse(iris.Services.GetRequiredService<FaceReader>());

    [Fact]
    public async Task A_face_is_enrolled_known_better_and_forgotten()
    {
        var person = await iris.APerson().SignedInAsync();
        Assert.False((await StatusAsync(person)).GetProperty("enrolled").GetBoolean());

        using var first = await EnrollAsync(person, woman);
        using var second = await EnrollAsync(person, CameraFrames.Woman(closer: 1.2f));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var status = await StatusAsync(person);
        Assert.Equal((true, 2), (status.GetProperty("enrolled").GetBoolean(), status.GetProperty("samples").GetInt32()));
        Assert.Equal(["enrolled", "samples", "consentAt", "updatedAt"], status.EnumerateObject().Select(property => property.Name)); // never the vector
        using var deleted = await person.Client.DeleteAsync("/api/v1/face-id");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.False((await StatusAsync(person)).GetProperty("enrolled").GetBoolean());
        Assert.False(await iris.QueryAsync(db => db.Set<FaceId>().OwnedBy(person.Id).AnyAsync()));
    }

    [Fact]
    public async Task Another_face_and_no_face_are_refused()
    {
        var person = await iris.APerson().SignedInAsync();
        (await EnrollAsync(person, woman)).Dispose();

        using var other = await EnrollAsync(person, Somebody);
        using var none = await EnrollAsync(person, CameraFrames.Nobody());

        Assert.Equal("different-face", (await other.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Equal("no-face", (await none.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Equal(1, (await StatusAsync(person)).GetProperty("samples").GetInt32());
    }

    [Fact]
    public async Task The_descriptor_is_stored_sealed()
    {
        var person = await iris.APerson().SignedInAsync();
        (await EnrollAsync(person, woman)).Dispose();

        var stored = await iris.QueryAsync(db => db.Set<FaceId>().AsNoTracking().OwnedBy(person.Id).SingleAsync());
        var known = await iris.Services.GetRequiredService<FaceIds>().FindAsync(person.Id, default);

        Assert.Equal(128, known!.Mean.Length);
        Assert.Equal(-1, stored.Sealed.AsSpan().IndexOf(System.Runtime.InteropServices.MemoryMarshal.AsBytes(known.Mean.AsSpan(0, 4))));
    }

    [Fact]
    public async Task Time_counts_for_the_owner_alone()
    {
        var person = await iris.APerson().SignedInAsync();
        (await EnrollAsync(person, woman)).Dispose();
        var session = await person.Client.StartSessionAsync(new { calibrationFrames = 1 });

        var own = await person.Client.LookAsync(session, woman);
        await person.Client.LookAsync(session, CameraFrames.Nobody());
        var other = await person.Client.LookAsync(session, Somebody);
        var again = await person.Client.LookAsync(session, Somebody);

        Assert.Equal(("good", "owner"), (own.State(), own.GetProperty("identity").GetString()));
        Assert.Equal(("notOwner", "other"), (other.State(), other.GetProperty("identity").GetString()));
        Assert.Equal("notOwner", again.State());
        Assert.True((await StatusAsync(person)).GetProperty("samples").GetInt32() > 1);
    }

    [Fact]
    public void The_mean_is_that_of_all_samples()
    {
        var face = new KnownFace([1, 0], 1).With([0, 1]).With([0.5f, 0.5f]);

        Assert.Equal(3, face.Samples);
        Assert.Equal([0.5f, 0.5f], face.Mean);
    }

    private static async Task<JsonElement> StatusAsync(TestPerson person) => await person.Client.GetFromJsonAsync<JsonElement>("/api/v1/face-id");

    private static async Task<HttpResponseMessage> EnrollAsync(TestPerson person, byte[] picture)
    {
        using var file = new ByteArrayContent(picture);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var form = new MultipartFormDataContent { { file, "file", "me.jpg" } };
        return await person.Client.PostAsync("/api/v1/face-id/enroll", form);
    }
}
