using System.Numerics;
using Iris.Instruments.FaceTypes.Validation;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Tests.Platform.Imaging;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Instruments.FaceTypes;

[Collection(nameof(WithIris))]
public sealed class PortraitCheckTests(IrisApplication iris)
{
    private FaceReader Reader => iris.Services.GetRequiredService<FaceReader>();

    [Fact]
    public void A_face_from_the_front_is_measured()
    {
        using var woman = Portraits.Woman();

        Assert.True(PortraitCheck.Choose(woman, Reader.Read(woman, FaceReading.Mesh)).Expect().Box.Width > 80);
    }

    [Fact]
    public void What_has_no_face_or_several_says_so()
    {
        using var sky = Samples.Gradient(320, 240);
        using var group = Picture.Decode(Samples.Photograph(1)).Expect();

        Assert.Equal("none", Reason(sky));
        Assert.Equal("several", Reason(group));
    }

    [Fact]
    public void A_face_that_is_too_small_or_cut_off_says_so()
    {
        using var woman = Portraits.Woman();
        var box = Reader.Read(woman, FaceReading.Boxes)[0].Box;
        using var far = woman.Resize((int)(woman.Width * 50 / box.Width));
        using var cut = Portraits.Cut(woman, box.X + box.Width * 0.3f, box.Y - box.Height * 0.5f, box.Width * 1.6f, box.Height * 2, 480, 600);

        Assert.Equal("small", Reason(far));
        Assert.Equal("cut", Reason(cut));
    }

    [Fact]
    public void A_face_that_is_too_dark_or_blurred_says_so()
    {
        using var woman = Portraits.Woman();
        using var night = Portraits.Lit(woman, 0.12);
        using var tiny = woman.Resize(woman.Width / 10);
        using var blurred = tiny.Enlarge(woman.Width);

        // Nobody asks the detectors whether they still see it: what they saw in the good picture is there.
        var faces = Reader.Read(woman, FaceReading.Mesh);
        Assert.Equal("dark", PortraitCheck.Choose(night, faces).ExpectRefusal().Reason);
        Assert.Equal("blurred", PortraitCheck.Choose(blurred, faces).ExpectRefusal().Reason);
    }

    [Theory]
    [InlineData(70, 0)]
    [InlineData(-70, 0)]
    [InlineData(0, 70)]
    public void A_face_that_looks_away_says_so(float turned, float nodded)
    {
        using var woman = Portraits.Woman();
        var face = Reader.Read(woman, FaceReading.Mesh)[0];
        var turn = Matrix4x4.CreateRotationY(float.DegreesToRadians(turned)) * Matrix4x4.CreateRotationX(float.DegreesToRadians(nodded));
        var middle = new Vector3(face.Mesh!.Box.Centre, 0);
        var mesh = new FaceMesh([.. face.Mesh.Points.ToArray().Select(point => Vector3.Transform(point - middle, turn) + middle)], face.Mesh.Score);

        Assert.Equal("turned", PortraitCheck.Choose(woman, [face with { Mesh = mesh }]).ExpectRefusal().Reason);
    }

    [Fact]
    public void Every_refusal_is_what_clients_of_the_old_service_look_for()
    {
        using var sky = Samples.Gradient(320, 240);

        var refusal = PortraitCheck.Choose(sky, []).ExpectRefusal();

        Assert.Equal(("no-face", 422), (refusal.Code, refusal.Status));
        Assert.Equal(false, refusal.Facts["human"]);
    }

    [Fact]
    public void Regions_lie_where_the_features_are_in_every_face_of_the_demo_pictures()
    {
        var looked = 0;
        foreach (var picture in Portraits.All(Reader))
        {
            using (picture)
            {
                var mesh = Reader.Read(picture, FaceReading.Mesh)[0].Mesh!;
                // Boxes stand upright: of a head that lies on its side they overlap.
                if (MathF.Abs(mesh.Angle) > 0.25f) continue;
                looked++;
                var (whole, tZone, lower) = (FaceRegion.Face.BoxOf(mesh), FaceRegion.TZone.BoxOf(mesh), FaceRegion.LowerFace.BoxOf(mesh));
                Assert.All(new[] { tZone, lower }, box => Assert.True(Box.Coverage(whole, box) > 0.99f));
                Assert.True(tZone.Centre.Y < lower.Centre.Y);
                Assert.True(Box.Coverage(tZone, lower) < 0.5f);
                Assert.True(tZone.Contains(mesh.Flat(159)) && tZone.Contains(mesh.Flat(386)) && tZone.Contains(mesh.Flat(4)));
                Assert.True(lower.Contains(mesh.Flat(13)) && mesh.Flat(4).Y < lower.Centre.Y);
            }
        }

        Assert.True(looked >= 10, $"{looked} faces");
    }

    private string? Reason(Picture picture) => PortraitCheck.Choose(picture, Reader.Read(picture, FaceReading.Mesh)).ExpectRefusal().Reason;
}
