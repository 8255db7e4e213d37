using Iris.Instruments;
using Iris.Instruments.Gender;
using Iris.Platform.Faces;

namespace Iris.Tests.Instruments.Gender;

public sealed class GenderResultTests
{
    [Fact]
    public void The_largest_face_is_the_headline()
    {
        var result = GenderResult.Of([AFace(width: 40, male: 0.97f), AFace(width: 90, male: 0.02f)], scale: 1);

        Assert.Equal(GenderResult.Female, result.Gender);
        Assert.Equal(98, result.Percent);
        Assert.False(result.Uncertain);
        Assert.Equal(2, result.Faces.Count);
        Assert.Equal(90, result.Faces[0].Box.Width);
    }

    [Theory]
    [InlineData(0.5f, "male", 50, true)]
    [InlineData(0.45f, "female", 55, true)]
    [InlineData(0.64f, "male", 64, true)]
    [InlineData(0.66f, "male", 66, false)]
    [InlineData(1f, "male", 100, false)]
    public void A_close_call_is_uncertain(float male, string gender, double percent, bool uncertain)
    {
        var face = GenderResult.Of([AFace(male: male)], scale: 1);

        Assert.Equal((gender, percent, uncertain), (face.Gender, face.Percent, face.Uncertain));
    }

    [Fact]
    public void Boxes_are_in_pixels_of_the_full_picture() =>
        Assert.Equal(new FaceBox(25, 50, 100, 100), GenderResult.Of([AFace(width: 40)], scale: 2.5f).Faces[0].Box);

    private static Face AFace(float width = 50, float male = 0.9f) => new(new Box(10, 20, width, 40), Score: 0.9f, Mesh: null, male, Age: 30, Descriptor: null);
}
