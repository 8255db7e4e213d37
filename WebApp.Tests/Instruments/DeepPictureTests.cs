using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Iris.Instruments.Readings;
using Iris.Platform.Imaging;
using Iris.Platform.Imaging.Decoding;
using Iris.Platform.Storage;
using Iris.Tests.Instruments.Cells.Detection;
using Iris.Tests.Platform.Imaging;
using NetVips;

namespace Iris.Tests.Instruments;

/// <summary>What microscopes write, on its whole way.</summary>
[Collection(nameof(WithIris))]
public sealed class DeepPictureTests(IrisApplication application)
{
    [Fact]
    public async Task Twelve_bits_in_a_file_of_sixteen_are_counted_like_eight()
    {
        var person = await application.APerson().SignedInAsync();
        using var picture = Golden.Read(Golden.Cases[0].Picture);

        var expected = await CountAsync(person, picture.Encode(PictureFormat.Png), "eight.png");
        var (tiff, png) = (TiffFiles.Deep(picture, factor: 16), Png(picture));
        foreach (var (file, name) in ((byte[], string)[])[(tiff, "deep.tif"), (png, "deep.png")])
        {
            var answer = await CountAsync(person, file, name);

            Assert.Equal(expected.GetProperty("total").GetInt32(), answer.GetProperty("total").GetInt32(), Math.Max(2.0, 0.1 * expected.GetProperty("total").GetInt32()));
            var notes = answer.GetProperty("picture");
            Assert.Equal(16, notes.GetProperty("stretched").GetProperty("bits").GetInt32());
            Assert.InRange(notes.GetProperty("stretched").GetProperty("high").GetDouble(), 1_000, 4_080);
            Assert.Equal(1, notes.GetProperty("pages").GetInt32());
        }

        Assert.False(expected.TryGetProperty("picture", out _));
    }

    [Fact]
    public async Task A_TIFF_is_kept_as_it_came_and_shown_as_a_JPEG()
    {
        var person = await application.APerson().SignedInAsync();
        using var picture = Golden.Read(Golden.Cases[0].Picture);
        var tiff = TiffFiles.Deep(picture, factor: 16);

        var answer = await CountAsync(person, tiff, "slide.tif");

        using var shown = await person.Client.GetAsync(answer.GetProperty("imageUrl").GetString());
        Assert.Equal("image/jpeg", shown.Content.Headers.ContentType?.MediaType);
        using var seen = Picture.Decode(await shown.Content.ReadAsByteArrayAsync()).Expect();
        Assert.Equal((picture.Width, picture.Height), (seen.Width, seen.Height));
        Assert.InRange(seen.Rgb.ToArray().Max(), 200, 255);

        using var kept = await person.Client.GetAsync($"{answer.GetProperty("imageUrl").GetString()}?download=1");
        Assert.Equal("image/tiff", kept.Content.Headers.ContentType?.MediaType);
        Assert.Equal("slide.tif", kept.Content.Headers.ContentDisposition?.FileNameStar ?? kept.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Equal(tiff, await kept.Content.ReadAsByteArrayAsync());

        using var annotated = Picture.Decode(await person.Client.GetByteArrayAsync(answer.GetProperty("annotatedUrl").GetString())).Expect();
        Assert.Equal((picture.Width, picture.Height), (annotated.Width, annotated.Height));
    }

    [Fact]
    public async Task A_file_of_several_pages_says_which_was_read()
    {
        var person = await application.APerson().SignedInAsync();
        using var picture = Golden.Read(Golden.Cases[0].Picture);
        using var image = Tests.Platform.Imaging.Samples.ToImage(picture)
            .Then(one => Image.Arrayjoin([one, one, one], across: 1))
            .Then(all => all.Mutate(it => it.Set(GValue.GIntType, "page-height", picture.Height)));

        var answer = await CountAsync(person, image.TiffsaveBuffer(Enums.ForeignTiffCompression.Deflate), "pages.tif");

        var notes = answer.GetProperty("picture");
        Assert.Equal((1, 3), (notes.GetProperty("page").GetInt32(), notes.GetProperty("pages").GetInt32()));
        Assert.Equal(JsonValueKind.Null, notes.GetProperty("stretched").ValueKind);
        Assert.Equal(picture.Height, answer.GetProperty("height").GetInt32());
    }

    [Fact]
    public void All_objects_of_a_reading_are_known_from_its_keys()
    {
        var hidden = Reading.NewOriginalKey(PictureFormat.Tiff, isShown: false);
        var shown = Reading.NewOriginalKey(PictureFormat.Png, isShown: true);
        var thumbnail = ObjectKey.New("readings", ".jpg");

        Assert.Equal([hidden, hidden.Sibling("readings", ".jpg"), thumbnail], Reading.KeysOf(hidden, thumbnail));
        Assert.Equal([shown, thumbnail], Reading.KeysOf(shown, thumbnail));
        Assert.EndsWith(".tif", hidden.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_of_few_levels_says_so()
    {
        using var faint = Tests.Platform.Imaging.Samples.Paint(200, 200, (x, _) => ((byte)(100 + x / 8), (byte)(100 + x / 8), (byte)(100 + x / 8)));
        using var strong = Tests.Platform.Imaging.Samples.Gradient(200, 200);

        Assert.True(PictureNotes.Of(new(PictureFormat.Png, 200, 200, 1), faint)?.LittleRange);
        Assert.Null(PictureNotes.Of(new(PictureFormat.Png, 200, 200, 1), strong));
        using var deep = Picture.Decode(TiffFiles.Deep(faint, factor: 1)).Expect();
        Assert.True(PictureNotes.Of(new(PictureFormat.Tiff, 200, 200, 1), deep)?.LittleRange);
    }

    private static byte[] Png(Picture picture)
    {
        using var image = Tests.Platform.Imaging.Samples.ToImage(picture).Then(it => it.Linear([16.0], [0.0]))
            .Then(it => it.Cast(Enums.BandFormat.Ushort))
            .Then(it => it.Copy(interpretation: Enums.Interpretation.Rgb16));
        return image.PngsaveBuffer();
    }

    private static async Task<JsonElement> CountAsync(TestPerson person, byte[] file, string name)
    {
        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(file);
        // What a client says of its file is no evidence.
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(part, "file", name);
        using var answer = await person.Client.PostAsync("/api/v1/cells", form);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, body);
        return JsonDocument.Parse(body).RootElement;
    }
}
