using System.Text;
using Iris.Instruments;
using Iris.Platform;
using Iris.Platform.Imaging;
using Microsoft.AspNetCore.Http;

namespace Iris.Tests.Instruments;

public sealed class PictureUploadTests
{
    private static readonly PictureLimits Limits = new() { Bytes = 1_000 };

    [Fact]
    public async Task File_name_and_fields_arrive()
    {
        var upload = (await ReadAsync(Form(("stain", null, "trypan"), ("file", "slide.jpg", "pixels")))).Value!;

        Assert.Equal("pixels", Encoding.UTF8.GetString(upload.File.Span));
        Assert.Equal("slide.jpg", upload.FileName);
        Assert.Equal("trypan", upload.Fields["Stain"]);
        Assert.Null(upload.Fields["dilutionFactor"]);
    }

    [Fact]
    public async Task A_file_over_the_limit_is_too_large() =>
        Assert.Equal(413, (await ReadAsync(Form(("file", "a.jpg", new string('x', 1_001))))).Refusal?.Status);

    [Fact]
    public async Task A_body_that_announces_too_much_is_refused_before_it_is_read()
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = "multipart/form-data; boundary=b";
        context.Request.ContentLength = 1_000_000;
        context.Request.Body = new UnreadableStream();

        Assert.Equal("picture-too-large", (await PictureUpload.ReadAsync(context.Request, Limits, CancellationToken.None)).Refusal?.Code);
    }

    [Fact]
    public async Task No_file_or_an_empty_one_is_said()
    {
        Assert.Equal("file-missing", (await ReadAsync(Form(("stain", null, "auto")))).Refusal?.Code);
        Assert.Equal("file-missing", (await ReadAsync(Form(("file", "a.jpg", "")))).Refusal?.Code);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data")]
    [InlineData("")]
    public async Task Another_content_type_is_refused(string contentType) =>
        Assert.Equal("not-a-form", (await ReadAsync("{}", contentType)).Refusal?.Code);

    [Fact]
    public async Task A_form_that_breaks_off_is_refused()
    {
        var whole = Form(("file", "a.jpg", "pixels"));

        Assert.Equal("broken-form", (await ReadAsync(whole[..^12])).Refusal?.Code);
    }

    [Fact]
    public async Task Endless_fields_are_refused()
    {
        var fields = Enumerable.Range(0, 40).Select(i => ($"field{i}", (string?)null, "x")).ToArray();

        Assert.Equal("broken-form", (await ReadAsync(Form(fields))).Refusal?.Code);
    }

    private static string Form(params (string Name, string? FileName, string Value)[] parts)
    {
        var form = new StringBuilder();
        foreach (var (name, fileName, value) in parts)
        {
            var file = fileName is null ? "" : $"; filename=\"{fileName}\"";
            form.Append(System.Globalization.CultureInfo.InvariantCulture, $"--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n");
        }

        return form.Append("--b--\r\n").ToString();
    }

    private static Task<Outcome<PictureUpload>> ReadAsync(string body, string contentType = "multipart/form-data; boundary=b")
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = contentType;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return PictureUpload.ReadAsync(context.Request, Limits, CancellationToken.None);
    }

    private sealed class UnreadableStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("The body was read.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The body was read.");
    }
}
