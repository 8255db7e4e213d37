using Iris.Platform;
using Iris.Platform.Imaging;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Iris.Instruments;

/// <summary>A picture with its option fields, as a multipart request carries them.</summary>
/// <param name="File">The bytes of the part <c>file</c>.</param>
/// <param name="FileName">As the client sent it, or null.</param>
/// <param name="Fields">The other parts.</param>
internal sealed record PictureUpload(ReadOnlyMemory<byte> File, string? FileName, OptionFields Fields)
{
    private const int FieldLimit = 4 * 1024;
    private const int FieldCountLimit = 32;

    /// <summary>Room for part headers and fields around the file itself.</summary>
    private const int FormOverhead = 64 * 1024;

    /// <summary>
    /// Reads the request's body as it arrives, part by part, into one buffer: the form reader of the framework would hold a large file twice, or in a
    /// temporary file.
    /// </summary>
    public static async Task<Outcome<PictureUpload>> ReadAsync(HttpRequest request, PictureLimits limits, CancellationToken cancellation)
    {
        if (request.ContentLength > limits.Bytes + FormOverhead)
        {
            return PictureHeader.TooLarge(limits);
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data" || type.Boundary.Length == 0)
        {
            return Refusal.Of<InstrumentsText>("not-a-form", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return await ReadPartsAsync(new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), request.Body), request.ContentLength, limits, cancellation);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return PictureHeader.TooLarge(limits);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            // The two ways in which the reader says that the parts don't end or start as they should.
            cancellation.ThrowIfCancellationRequested();
            return Refusal.Of<InstrumentsText>("broken-form", StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<Outcome<PictureUpload>> ReadPartsAsync(MultipartReader reader, long? expected, PictureLimits limits, CancellationToken cancellation)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        MemoryStream? file = null;
        string? fileName = null;
        while (await reader.ReadNextSectionAsync(cancellation) is { } part)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition))
            {
                continue;
            }

            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (name == "file" && file is null)
            {
                fileName = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
                file = new MemoryStream((int)Math.Clamp(expected ?? 0, 0, limits.Bytes));
                if (!await CopyAsync(part.Body, file, limits.Bytes, cancellation))
                {
                    return PictureHeader.TooLarge(limits);
                }
            }
            else
            {
                using var value = new MemoryStream();
                if (fields.Count >= FieldCountLimit || !await CopyAsync(part.Body, value, FieldLimit, cancellation))
                {
                    return Refusal.Of<InstrumentsText>("broken-form", StatusCodes.Status400BadRequest);
                }

                fields[name] = System.Text.Encoding.UTF8.GetString(value.GetBuffer(), 0, (int)value.Length);
            }
        }

        return file is { Length: > 0 }
            ? new PictureUpload(file.GetBuffer().AsMemory(0, (int)file.Length), fileName, new OptionFields(fields))
            : Refusal.Of<InstrumentsText>("file-missing", StatusCodes.Status400BadRequest);
    }

    /// <summary>Copies at most <paramref name="limit"/> bytes; false when there are more.</summary>
    private static async Task<bool> CopyAsync(Stream source, MemoryStream target, long limit, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellation)) > 0)
        {
            if (target.Length + read > limit)
            {
                return false;
            }

            target.Write(buffer, 0, read);
        }

        return true;
    }
}
