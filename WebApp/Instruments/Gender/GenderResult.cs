using Iris.Platform.Faces;

namespace Iris.Instruments.Gender;

/// <summary>The largest face as the headline, and every face.</summary>
/// <param name="Gender"><c>male</c> or <c>female</c>.</param>
/// <param name="Percent">50 to 100: the probability of <paramref name="Gender"/>.</param>
/// <param name="Uncertain">The call is too close to be shown as an answer.</param>
/// <param name="Age">Years; the mean error on portraits is about five.</param>
/// <param name="Faces">The largest first.</param>
public sealed record GenderResult(string Gender, double Percent, bool Uncertain, double Age, IReadOnlyList<GenderFace> Faces)
{
    public const string Male = "male";
    public const string Female = "female";

    /// <summary>Below this percentage a call is close.</summary>
    public const double CertainFrom = 100 * (0.5 + Face.UncertainWithin);

    /// <summary>Reads faces of a picture that was reduced by <paramref name="scale"/>; at least one.</summary>
    internal static GenderResult Of(IReadOnlyList<Face> faces, float scale)
    {
        var all = faces.Select(face => GenderFace.Of(face, scale)).OrderByDescending(face => face.Box.Width * face.Box.Height).ToArray();
        var first = all[0];
        return new GenderResult(first.Gender, first.Percent, first.Uncertain, first.Age, all);
    }
}

/// <summary>One face.</summary>
/// <param name="Box">In pixels of the full-size, upright picture.</param>
/// <param name="Gender">As in <see cref="GenderResult"/>, like the others.</param>
/// <param name="Percent">50 to 100.</param>
/// <param name="Uncertain">A close call.</param>
/// <param name="Age">In years.</param>
public sealed record GenderFace(FaceBox Box, string Gender, double Percent, bool Uncertain, double Age)
{
    internal static GenderFace Of(Face face, float scale)
    {
        if (face is not { MaleProbability: { } male, Age: { } age })
        {
            throw new ArgumentException("The face was read without gender and age.", nameof(face));
        }

        var percent = Math.Round(100 * Math.Max(male, 1 - male), 1);
        return new GenderFace(FaceBox.Of(face.Box, scale), male >= 0.5f ? GenderResult.Male : GenderResult.Female, percent, face.IsGenderUncertain, Math.Round(age, 1));
    }
}
