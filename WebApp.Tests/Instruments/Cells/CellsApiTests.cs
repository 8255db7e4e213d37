using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Iris.Instruments.Cells;
using Iris.Instruments.Cells.Correction;
using Iris.Instruments.Cells.Samples;
using Iris.Tests.Instruments.Cells.Detection;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Instruments.Cells;

[Collection(nameof(WithIris))]
public class CellsApiTests(IrisApplication application)
{
    private CellPictures Pictures => application.Services.GetRequiredService<CellPictures>();

    private CellSamples Samples => application.Services.GetRequiredService<CellSamples>();

    [Fact]
    public async Task A_picture_is_counted_and_answered_as_the_contract_says()
    {
        var person = await application.APerson().SignedInAsync();

        var (status, answer) = await CountAsync(person, ("stain", "trypan"), ("dilutionFactor", "2"), ("chamberVolumeNl", "100"));

        Assert.Equal(HttpStatusCode.Created, status);
        var golden = Golden.Cases[0];
        var total = answer.GetProperty("total").GetInt32();
        Assert.InRange(total, golden.Cells.Length - 2, golden.Cells.Length + 2);
        Assert.Equal(total, answer.GetProperty("live").GetInt32() + answer.GetProperty("dead").GetInt32());
        Assert.Equal(100.0 * answer.GetProperty("live").GetInt32() / total, answer.GetProperty("viability").GetDouble(), 0.01);
        Assert.Equal(20_000.0 * total, answer.GetProperty("concentrationPerMl").GetDouble(), 0.01);
        Assert.Equal(total, answer.GetProperty("cells").GetArrayLength());
        Assert.Equal(total, answer.GetProperty("diameterHistogram").EnumerateArray().Sum(bin => bin.GetProperty("count").GetInt32()));
        Assert.Equal("trypan", answer.GetProperty("stain").GetString());
        Assert.StartsWith("/", answer.GetProperty("imageUrl").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("/", answer.GetProperty("annotatedUrl").GetString(), StringComparison.Ordinal);
        Assert.True(answer.GetProperty("elapsedMs").GetDouble() > 0);
    }

    [Theory]
    [InlineData("stain", "giemsa", "bad-stain")]
    [InlineData("dilutionFactor", "0", "bad-dilution")]
    [InlineData("chamberVolumeNl", "-1", "bad-volume")]
    [InlineData("anyway", "perhaps", "bad-anyway")]
    public async Task Options_that_cannot_be_are_refused_with_a_sentence(string field, string value, string code)
    {
        var person = await application.APerson().SignedInAsync();

        var (status, problem) = await CountAsync(person, (field, value));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.EndsWith(code, problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.True(problem.GetProperty("detail").GetString()!.Length > 20);
    }

    [Fact]
    public async Task A_correction_stands_beside_the_automatic_result_with_who_and_when()
    {
        var person = await application.APerson().SignedInAsync();
        var picture = await ACountedPictureAsync(person);
        var sheet = picture.Sheet();
        sheet.Flip(0);
        sheet.Add(5, 5, 10, CellState.Live);

        var corrected = await Pictures.CorrectAsync(person.Id, picture.Reading.Id, picture.Rules, sheet, CancellationToken.None);

        Assert.Equal(picture.Result.Total + 1, corrected!.Tally.Total);
        Assert.Equal(sheet.Marks, corrected.Sheet().Marks);
        var found = (await Pictures.FindAsync(person.Id, picture.Reading.Id, CancellationToken.None))!;
        Assert.Equal(picture.Result.Total, found.Result.Total);
        Assert.Equal(picture.Result.Total + 1, found.Tally.Total);
        Assert.Equal(person.Nickname, found.Correction!.CorrectedBy);
        Assert.Equal(sheet.Marks, found.Sheet().Marks);

        var reverted = await Pictures.RevertAsync(person.Id, picture.Reading.Id, CancellationToken.None);
        Assert.Null(reverted!.Correction);
        Assert.Equal(picture.Result.Total, reverted.Tally.Total);
    }

    [Fact]
    public async Task A_picture_is_counted_again_for_cells_of_another_size_and_its_sample_follows()
    {
        var person = await application.APerson().SignedInAsync();
        var picture = await ACountedPictureAsync(person);
        var sample = await ASampleAsync(person);
        await Samples.AssignAsync(person.Id, picture.Reading.Id, sample, CancellationToken.None);

        using var answer = await person.Client.PostAsJsonAsync($"/api/v1/cells/{picture.Reading.Id}/recount", new { cellDiameter = 2 * picture.Result.TypicalDiameter });

        var counted = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2 * picture.Result.TypicalDiameter, counted.GetProperty("typicalDiameter").GetDouble(), 0.11);
        Assert.Equal(100, counted.GetProperty("chamberVolumeNl").GetDouble());
        Assert.NotEqual(picture.Result.Total, counted.GetProperty("total").GetInt32());
        Assert.Equal(counted.GetProperty("total").GetInt32(), (await Pictures.FindAsync(person.Id, picture.Reading.Id, CancellationToken.None))!.Result.Total);
        Assert.Equal(counted.GetProperty("total").GetInt32(), Assert.Single(await ListAsync(person)).Pooled.Total);
    }

    [Fact]
    public async Task What_was_corrected_or_belongs_to_another_is_not_counted_again()
    {
        var person = await application.APerson().SignedInAsync();
        var other = await application.APerson().SignedInAsync();
        var picture = await ACountedPictureAsync(person);
        var path = $"/api/v1/cells/{picture.Reading.Id}/recount";

        Assert.Equal(HttpStatusCode.NotFound, (await other.Client.PostAsJsonAsync(path, new { cellDiameter = 40 })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await person.Client.PostAsJsonAsync(path, new { cellDiameter = 2 })).StatusCode);
        await Pictures.CorrectAsync(person.Id, picture.Reading.Id, picture.Rules, picture.Sheet(), CancellationToken.None);
        using var refused = await person.Client.PostAsJsonAsync(path, new { cellDiameter = 40 });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(picture.Result.Total, (await Pictures.FindAsync(person.Id, picture.Reading.Id, CancellationToken.None))!.Result.Total);
    }

    [Fact]
    public async Task A_correction_can_be_saved_again()
    {
        var person = await application.APerson().SignedInAsync();
        var picture = await ACountedPictureAsync(person);
        var sheet = picture.Sheet();
        sheet.Remove(0);
        await Pictures.CorrectAsync(person.Id, picture.Reading.Id, picture.Rules, sheet, CancellationToken.None);
        sheet.Remove(1);
        await Pictures.CorrectAsync(person.Id, picture.Reading.Id, picture.Rules with { Threshold = 0.9 }, sheet, CancellationToken.None);

        var found = (await Pictures.FindAsync(person.Id, picture.Reading.Id, CancellationToken.None))!;

        Assert.Equal(2, found.Sheet().Edits.Count);
        Assert.Equal(0.9, found.Rules.Threshold);
    }

    [Fact]
    public async Task Nobody_else_finds_the_picture_the_correction_the_sample_or_the_export()
    {
        var owner = await application.APerson().SignedInAsync();
        var other = await application.APerson().SignedInAsync();
        var picture = await ACountedPictureAsync(owner);
        var sample = await ASampleAsync(owner);
        var foreign = await ASampleAsync(other);

        Assert.Null(await Pictures.FindAsync(other.Id, picture.Reading.Id, CancellationToken.None));
        Assert.Null(await Pictures.CorrectAsync(other.Id, picture.Reading.Id, picture.Rules, picture.Sheet(), CancellationToken.None));
        Assert.Null(await Samples.FindAsync(other.Id, sample, CancellationToken.None));
        await Samples.AssignAsync(owner.Id, picture.Reading.Id, foreign, CancellationToken.None);
        await Samples.AssignAsync(other.Id, picture.Reading.Id, foreign, CancellationToken.None);
        await Samples.DeleteAsync(other.Id, sample, CancellationToken.None);
        await Samples.ChangeAsync(other.Id, sample, "stolen", new DateOnly(2026, 1, 1), null, CancellationToken.None);
        Assert.Empty((await Samples.FindAsync(other.Id, foreign, CancellationToken.None))!.Pictures);
        Assert.Equal("HeLa", (await Samples.FindAsync(owner.Id, sample, CancellationToken.None))!.Sample.Name);

        foreach (var path in new[] { $"/api/v1/cells/{picture.Reading.Id}/csv", $"/api/v1/cells/samples/{sample}/csv" })
        {
            Assert.Equal(HttpStatusCode.OK, (await owner.Client.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Client.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await application.Anonymous().GetAsync(path)).StatusCode);
        }
    }

    [Fact]
    public async Task Pictures_of_a_sample_are_pooled_and_follow_their_corrections()
    {
        var person = await application.APerson().SignedInAsync();
        var first = await ACountedPictureAsync(person);
        var second = await ACountedPictureAsync(person);
        var sample = await ASampleAsync(person);
        await Samples.AssignAsync(person.Id, first.Reading.Id, sample, CancellationToken.None);
        await Samples.AssignAsync(person.Id, second.Reading.Id, sample, CancellationToken.None);

        var sheet = second.Sheet();
        sheet.Remove(0);
        await Pictures.CorrectAsync(person.Id, second.Reading.Id, second.Rules, sheet, CancellationToken.None);

        var row = Assert.Single(await ListAsync(person));
        var found = (await Samples.FindAsync(person.Id, sample, CancellationToken.None))!;
        var total = first.Result.Total + second.Result.Total - 1;
        Assert.Equal((2, total), (row.Pictures, row.Pooled.Total));
        Assert.Equal(found.Pooled, row.Pooled);
        Assert.Equal(total / 200e-6, row.Pooled.ConcentrationPerMl!.Value, 1e-3);

        await Samples.AssignAsync(person.Id, first.Reading.Id, null, CancellationToken.None);
        Assert.Equal(1, Assert.Single(await ListAsync(person)).Pictures);
        await Samples.DeleteAsync(person.Id, sample, CancellationToken.None);
        Assert.Empty(await ListAsync(person));
        Assert.NotNull(await Pictures.FindAsync(person.Id, second.Reading.Id, CancellationToken.None));
    }

    [Fact]
    public async Task The_exports_are_tables_that_a_spreadsheet_opens_safely()
    {
        var person = await application.APerson().SignedInAsync();
        var picture = await ACountedPictureAsync(person);
        var sample = await Samples.CreateAsync(person.Id, "=1+1, \"시료\"", new DateOnly(2026, 3, 14), null, CancellationToken.None);
        await Samples.AssignAsync(person.Id, picture.Reading.Id, sample, CancellationToken.None);

        var cells = await person.Client.GetByteArrayAsync($"/api/v1/cells/{picture.Reading.Id}/csv");
        var pooled = await person.Client.GetByteArrayAsync($"/api/v1/cells/samples/{sample}/csv");

        Assert.Equal(Encoding.UTF8.GetPreamble(), cells[..3]);
        var lines = Encoding.UTF8.GetString(cells.AsSpan(3)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("x,y,diameter,state,score", lines[0]);
        Assert.Equal(picture.Result.Total, lines.Length - 1);
        var last = Encoding.UTF8.GetString(pooled.AsSpan(3)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.StartsWith($"pooled,\"'=1+1, \"\"시료\"\"\",2026-03-14,{picture.Result.Total},", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_and_corrections_leave_with_the_account()
    {
        var person = await application.APerson().SignedInAsync();
        var picture = await ACountedPictureAsync(person);
        await ASampleAsync(person);
        await Pictures.CorrectAsync(person.Id, picture.Reading.Id, picture.Rules, picture.Sheet(), CancellationToken.None);

        using var archive = new MemoryStream(await person.Client.GetByteArrayAsync("/api/v1/accounts/me/export"));
        await using var zip = new ZipArchive(archive);

        Assert.Contains("HeLa", await new StreamReader(await zip.GetEntry("cells/samples.json")!.OpenAsync()).ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Contains(person.Nickname, await new StreamReader(await zip.GetEntry("cells/corrections.json")!.OpenAsync()).ReadToEndAsync(), StringComparison.Ordinal);

        var erasing = application.Services.GetServices<Iris.Platform.Data.IPersonalData>().Single(data => data is CellPersonalData);
        await erasing.EraseAsync(person.Id, CancellationToken.None);
        Assert.Empty(await ListAsync(person));
        Assert.Null((await Pictures.FindAsync(person.Id, picture.Reading.Id, CancellationToken.None))!.Correction);
    }

    private async Task<IReadOnlyList<CellSampleRow>> ListAsync(TestPerson person) =>
        (await Samples.PageAsync(person.Id, new(null, CellSampleOrder.Date, Descending: true, 0, 10), CancellationToken.None)).Rows;

    private Task<Guid> ASampleAsync(TestPerson person) =>
        Samples.CreateAsync(person.Id, " HeLa ", new DateOnly(2026, 3, 14), "", CancellationToken.None);

    private async Task<CellPicture> ACountedPictureAsync(TestPerson person)
    {
        var (status, answer) = await CountAsync(person, ("chamberVolumeNl", "100"));
        Assert.Equal(HttpStatusCode.Created, status);
        return (await Pictures.FindAsync(person.Id, answer.GetProperty("id").GetGuid(), CancellationToken.None))!;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> CountAsync(TestPerson person, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        var picture = Golden.Cases[0].Picture;
        var file = new ByteArrayContent(await File.ReadAllBytesAsync(Golden.Path(picture)));
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(file, "file", picture);
        using var answer = await person.Client.PostAsync("/api/v1/cells", form);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
