using System.Drawing;
using System.Numerics;
using Iris.Platform.Faces;
using Iris.Platform.Faces.FaceApi;

namespace Iris.Tests.Platform.Faces.FaceApi;

public sealed class FaceCropsTests
{
    [Theory]
    [InlineData(10.9f, 20.9f, 30.9f, 40.9f, 10, 20, 30, 40)] // inside: each rounded down
    [InlineData(-5.5f, -5.5f, 20, 20, 0, 0, 14, 14)] // beyond the top left corner
    [InlineData(90.5f, 90, 20, 20, 90, 90, 9, 10)] // beyond the bottom right corner
    [InlineData(-30, 10, 20, 20, 0, 0, 0, 0)] // outside
    [InlineData(120, 10, 20, 20, 0, 0, 0, 0)]
    [InlineData(10, 10, 0.9f, 20, 0, 0, 0, 0)] // not one whole column
    public void A_crop_stays_in_the_picture(float x, float y, float width, float height, int left, int top, int expectedWidth, int expectedHeight) =>
        Assert.Equal(new Rectangle(left, top, expectedWidth, expectedHeight), FaceCrops.Inside(new Box(x, y, width, height), 100, 100));

    [Fact]
    public void Age_and_gender_are_read_from_the_landmarks_and_a_fifth_more() =>
        Assert.Equal(new Rectangle(15, 30, 60, 119), FaceCrops.ForAgeAndGender([new(20.1f, 140), new(70.2f, 40.1f), new(40, 90)], 200, 200));

    [Fact]
    public void The_descriptor_is_read_from_a_square_about_eyes_and_mouth()
    {
        // The eyes are 50 from the mouth, so the side is 111; their mean is (100, 86.67).
        var crop = FaceCrops.ForDescriptor(Landmarks(new(70, 73.33f), new(130, 73.33f), new(100, 113.33f)), 300, 300);

        Assert.Equal(new Rectangle(44, 38, 111, 111), crop);
    }

    [Fact]
    public void The_descriptors_square_is_moved_into_the_picture_at_the_top_left_and_cut_at_the_bottom_right()
    {
        Assert.Equal(new Rectangle(0, 0, 111, 111), FaceCrops.ForDescriptor(Landmarks(new(0, 0), new(60, 0), new(30, 40)), 300, 300));
        Assert.Equal(new Rectangle(214, 225, 86, 75), FaceCrops.ForDescriptor(Landmarks(new(240, 260), new(300, 260), new(270, 300)), 300, 300));
    }

    /// <summary>68 points, those of eyes and mouth in one place each.</summary>
    private static Vector2[] Landmarks(Vector2 oneEye, Vector2 otherEye, Vector2 mouth) =>
        [.. Enumerable.Repeat(new Vector2(float.NaN), 36), .. Enumerable.Repeat(oneEye, 6), .. Enumerable.Repeat(otherEye, 6), .. Enumerable.Repeat(mouth, 20)];
}
