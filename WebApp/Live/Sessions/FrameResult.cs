using System.Globalization;
using Iris.Live.Analysis;
using Iris.Platform;
using Iris.Platform.Faces;

namespace Iris.Live.Sessions;

/// <summary>A part of the frame, in parts of its width and height: 0 to 1.</summary>
internal sealed record Crop(float X, float Y, float Width, float Height)
{
    /// <summary>Whether it lies in the frame and is not empty.</summary>
    public bool IsValid => X >= 0 && Y >= 0 && Width > 0.01f && Height > 0.01f && X + Width <= 1.001f && Y + Height <= 1.001f;

    /// <summary>Reads <c>x,y,width,height</c>; null when it is not that.</summary>
    public static Crop? Parse(string text)
    {
        Span<float> values = stackalloc float[4];
        var count = 0;
        foreach (var part in text.AsSpan().Split(','))
        {
            if (count == 4 || !float.TryParse(text.AsSpan(part), CultureInfo.InvariantCulture, out values[count++])) return null;
        }

        return count == 4 ? new(values[0], values[1], values[2], values[3]) : null;
    }

    /// <summary>In pixels of a frame.</summary>
    public Box In(int width, int height) => new(X * width, Y * height, Width * width, Height * height);
}

/// <summary>One picture of a camera.</summary>
/// <param name="Jpeg">At most <see cref="LiveOptions.FrameBytes"/>.</param>
/// <param name="TimeMs">When it was taken, by any clock of the camera's device that runs evenly; null: now.</param>
/// <param name="Crop">What it shows of the frame; null: all of it.</param>
internal readonly record struct LiveFrame(ReadOnlyMemory<byte> Jpeg, double? TimeMs = null, Crop? Crop = null)
{
    /// <summary>Whether the time, if there is one, is a number that clocks of milliseconds show.</summary>
    public bool HasTime => TimeMs is not { } time || Math.Abs(time) < 1e15;

    /// <summary>More than so many bytes: <c>frame-too-large</c> (413).</summary>
    public static Refusal TooLarge(int limit) => Refusal.Of<LiveText>("frame-too-large", StatusCodes.Status413PayloadTooLarge, limit / 1024);
}

/// <summary>Whether the face is the owner's.</summary>
internal enum LiveIdentity
{
    /// <summary>The person has not enrolled a face: the largest face is the owner's.</summary>
    Off,

    /// <summary>Not looked at yet.</summary>
    Unchecked,
    Owner,
    Other,
}

/// <summary>The face in a frame: <see cref="FaceMetrics"/>.</summary>
internal sealed record FrameFace(double X, double Y, double Nose, double Angle);

/// <summary>The baseline in use: <see cref="Analysis.Baseline"/>.</summary>
internal sealed record FrameBaseline(double X, double Y, double Nose, BaselineOrigin Origin);

/// <summary>Ears and shoulders at the last look: <see cref="BodyMetrics"/>.</summary>
/// <param name="Verdict">Whether they bear a forward head out.</param>
/// <param name="Neck">Height of the ears above the shoulders, in widths of the shoulders.</param>
/// <param name="Lean">Slope of the line between them, in degrees from the vertical.</param>
/// <param name="Points">Left ear, left shoulder, right shoulder, right ear: x, y in turn, in parts of the whole frame.</param>
internal sealed record FrameBody(BodyVerdict Verdict, double Neck, double Lean, float[] Points);

/// <summary>Good frames collected so far, and how many it takes.</summary>
internal sealed record FrameCalibration(int Collected, int Needed);

/// <summary>What the coach saw in a frame; the JSON of <c>POST /api/v1/live/sessions/{id}/frames</c>.</summary>
/// <param name="State">Of this frame alone; <paramref name="Alert"/> is what has lasted.</param>
/// <param name="Face">Null when there is no face.</param>
/// <param name="Baseline">Null until calibrated.</param>
/// <param name="Calibration">Null once calibrated.</param>
/// <param name="Ear">Eye aspect ratios at the last look at the eyes, which is this frame where blinks can be counted; null when there is no face.</param>
/// <param name="Blink">A blink has just ended.</param>
/// <param name="BlinksPerMinute">Over the last minute; null while it can't be told.</param>
/// <param name="CountsBlinks">Whether frames come fast enough to count blinks.</param>
/// <param name="EyesClosed">For longer than a blink.</param>
/// <param name="Identity">Whether the face is the owner's.</param>
/// <param name="Faces">Faces at the last look at a whole frame.</param>
/// <param name="ElapsedMs">Decoding and analysis on the server.</param>
/// <param name="Points">The 68 points of the iBUG scheme and both iris centres: x, y in turn, in parts of the whole frame. Null when there is no face.</param>
/// <param name="Crop">What the server wants to see next; null: the whole frame.</param>
/// <param name="Alert">The most urgent alert that stands, or null.</param>
/// <param name="BreakDue">The person has worked long enough for a break.</param>
/// <param name="Body">Null while shoulders are not to be seen.</param>
internal sealed record FrameResult(
    PostureState State, FrameFace? Face, FrameBaseline? Baseline, FrameCalibration? Calibration, EyeRatios? Ear, bool Blink, double? BlinksPerMinute,
    bool CountsBlinks, bool EyesClosed, LiveIdentity Identity, int Faces, double ElapsedMs, float[]? Points, Crop? Crop, Alert? Alert, bool BreakDue, FrameBody? Body);
