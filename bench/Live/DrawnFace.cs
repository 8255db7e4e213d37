using System.Numerics;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;

namespace Iris.Bench.Live;

/// <summary>
/// A real face of a photograph whose lids can be drawn shut: the skin above each eye is pulled down to the lower lid, along the lids that the networks see
/// in the open eye. Eyeball, lashes and light stay those of the photograph, so this is a drawing of a blink and not one.
/// </summary>
internal sealed class DrawnFace
{
    public const int Width = 960, Height = 720;

    /// <summary>The skin that is pulled down begins so many openings of the eye above the upper lid.</summary>
    private const float Crease = 1.2f;

    /// <summary>The lashes above the lid come down with it as they are, so many openings of them.</summary>
    private const float Lashes = 0.3f;

    /// <summary>A shut upper lid reaches so many openings below where the networks see the edge of the lower one, which is inside of it.</summary>
    private const float Overlap = 0.08f;

    /// <summary>Least eye aspect ratio of an open eye, and least ratio of the widths of both: whose eyes are shut or turned away can't be drawn on.</summary>
    private const float OpenRatio = 0.22f, Frontal = 0.8f;

    /// <summary>What of a photograph is kept around a head, in heights of the picture, and the grey of the wall beyond.</summary>
    private const float HeadWidth = 0.5f, HeadHeight = 0.66f, Wall = 150;

    private readonly byte[] open, drawn;
    private readonly Lids[] eyes;

    private DrawnFace(string name, byte[] rgb, FaceMesh mesh)
    {
        (Name, open, drawn) = (name, rgb, [.. rgb]);
        eyes = [new(mesh, MeshPoints.RightEye), new(mesh, MeshPoints.LeftEye)];
    }

    public string Name { get; }

    /// <summary>The face of a photograph, upright and about 0.42 of the height of a picture of <see cref="Width"/> × <see cref="Height"/>; null when its eyes are not open and frontal, or when another face is seen in spite of the wall.</summary>
    public static DrawnFace? Of(string name, Picture photograph, FaceMesh face, FaceReader reader)
    {
        if (!CanBlink(face)) return null;
        var (side, centre) = (face.Box.Height / 0.42f, face.Box.Centre);
        var size = new Vector2(side * Width / Height, side);
        var map = Affine.FromBox(centre.X - size.X / 2, centre.Y - size.Y / 2, size.X, size.Y, Width, Height, PixelCentres.Half, face.Angle);
        var values = new float[3 * Width * Height];
        photograph.Warp(map, Width, Height, values, TensorFormat.Bytes(channelsFirst: false));
        var rgb = Array.ConvertAll(values, value => (byte)MathF.Round(value));
        PaintWall(rgb);
        using var picture = Picture.FromRgb(Width, Height, rgb);
        return reader.Find(picture).Count == 1 && reader.Follow(picture, null) is { } mesh && CanBlink(mesh) ? new(name, rgb, mesh) : null;
    }

    /// <summary>Neighbours go: a plain wall stands around the head, in an oval with a soft edge.</summary>
    private static void PaintWall(byte[] rgb)
    {
        for (var i = 0; i < rgb.Length; i++)
        {
            var (x, y) = (i / 3 % Width - Width / 2f, i / 3 / Width - Height / 2f);
            var distance = MathF.Sqrt(x * x / (HeadWidth * HeadWidth) + y * y / (HeadHeight * HeadHeight)) * 2 / Height;
            rgb[i] = (byte)MathF.Round(float.Lerp(rgb[i], Wall, Math.Clamp((distance - 1) * 8, 0, 1)));
        }
    }

    private static bool CanBlink(FaceMesh mesh)
    {
        var (right, left) = (EyeWidth(MeshPoints.RightEye), EyeWidth(MeshPoints.LeftEye));
        return Math.Min(right, left) >= Frontal * Math.Max(right, left) && mesh.EyeAspectRatio(MeshPoints.RightEye) >= OpenRatio && mesh.EyeAspectRatio(MeshPoints.LeftEye) >= OpenRatio;

        float EyeWidth(EyePoints eye) => Vector2.Distance(mesh.Flat(eye.Lower[0]), mesh.Flat(eye.Lower[^1]));
    }

    /// <summary>The picture with both eyes shut by so much.</summary>
    /// <param name="closed">0 is as in the photograph, 1 is shut.</param>
    public Picture Draw(float closed)
    {
        foreach (var eye in eyes) eye.Draw(open, drawn, closed);
        return Picture.FromRgb(Width, Height, drawn);
    }

    /// <summary>Upper and lower lid of an eye, a height for each column of pixels.</summary>
    private sealed class Lids
    {
        private readonly int left;
        private readonly float[] upper, lower;

        public Lids(FaceMesh mesh, EyePoints eye)
        {
            var bottom = Sorted(eye.Lower);
            var top = Sorted([eye.Lower[0], .. eye.Upper, eye.Lower[^1]]);
            left = (int)MathF.Ceiling(bottom[0].X);
            var columns = (int)bottom[^1].X - left + 1;
            upper = [.. Enumerable.Range(left, columns).Select(x => At(top, x))];
            lower = [.. Enumerable.Range(left, columns).Select(x => At(bottom, x))];

            Vector2[] Sorted(IEnumerable<int> points) => [.. points.Select(index => new Vector2(mesh.Points[index].X, mesh.Points[index].Y)).OrderBy(point => point.X)];
        }

        public void Draw(byte[] open, byte[] drawn, float closed)
        {
            for (var column = 0; column < upper.Length; column++)
            {
                var (x, lid, bottom) = (left + column, upper[column], lower[column]);
                var opening = MathF.Max(0, bottom - lid);
                var (crease, edge) = (lid - Crease * opening, lid + closed * (1 + Overlap) * opening);
                var (lashes, fallen) = (lid - Lashes * opening, edge - Lashes * opening);
                for (var y = (int)MathF.Ceiling(crease); y <= MathF.Max(edge, bottom); y++)
                {
                    // Skin is stretched from the crease to the lashes; below the edge the eye is seen as it was.
                    var source = y >= edge || lashes <= crease ? y
                        : y >= fallen ? y - (edge - lid)
                        : crease + (y - crease) * (lashes - crease) / (fallen - crease);
                    Copy(open, drawn, x, y, source);
                }
            }
        }

        private static void Copy(byte[] open, byte[] drawn, int x, int y, float source)
        {
            var row = Math.Clamp((int)source, 0, Height - 2);
            var part = source - row;
            for (var channel = 0; channel < 3; channel++)
            {
                var (above, below) = (open[3 * (row * Width + x) + channel], open[3 * ((row + 1) * Width + x) + channel]);
                drawn[3 * (y * Width + x) + channel] = (byte)MathF.Round(float.Lerp(above, below, part));
            }
        }

        private static float At(Vector2[] line, float x)
        {
            var next = Math.Clamp(Array.FindIndex(line, point => point.X >= x), 1, line.Length - 1);
            var (from, to) = (line[next - 1], line[next]);
            return to.X > from.X ? float.Lerp(from.Y, to.Y, Math.Clamp((x - from.X) / (to.X - from.X), 0, 1)) : to.Y;
        }
    }
}
