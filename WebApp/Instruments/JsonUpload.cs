using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Iris.Platform;
using Iris.Platform.Imaging;
using Iris.Platform.Web.Limits;

namespace Iris.Instruments;

/// <summary>
/// A picture inside of a JSON document, as mobile clients send it: <c>image</c> is base64, or a data URL with it; the other properties are the option fields.
/// </summary>
internal static class JsonUpload
{
    public const string MediaType = "application/json";

    /// <summary>Bytes of a request: base64 takes four for three, and a little is left for the rest.</summary>
    public const long LargestBody = RequestSizes.Upload / 3 * 4 + (1 << 20);

    private const int FieldLimit = 4 * 1024, FieldCountLimit = 32, LongestPrefix = 200;

    private static ReadOnlySpan<byte> Image => "image"u8;

    private static ReadOnlySpan<byte> DataScheme => "data:"u8;

    private static ReadOnlySpan<byte> Base64Mark => ";base64,"u8;

    /// <summary>Reads the whole body; refusals are those of <see cref="PictureUpload.ReadAsync"/>, and <c>broken-json</c> (400).</summary>
    public static async Task<Outcome<PictureUpload>> ReadAsync(HttpRequest request, PictureLimits limits, CancellationToken cancellation)
    {
        using var body = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, 0, LargestBody));
        try
        {
            await request.Body.CopyToAsync(body, cancellation);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return PictureHeader.TooLarge(limits);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            cancellation.ThrowIfCancellationRequested();
            return Broken();
        }

        try
        {
            return Parse(body.GetBuffer().AsSpan(0, (int)body.Length), limits);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is how the reader says that a string holds half a character.
            return Broken();
        }
    }

    /// <summary>By hand, because a string of twenty million characters would be held as text first.</summary>
    private static Outcome<PictureUpload> Parse(ReadOnlySpan<byte> json, PictureLimits limits)
    {
        var reader = new Utf8JsonReader(json);
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        ReadOnlyMemory<byte>? file = null;
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject) return Broken();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isImage = reader.ValueTextEquals(Image);
            var name = isImage || reader.ValueSpan.Length > FieldLimit ? "" : reader.GetString()!;
            reader.Read();
            if (isImage && reader.TokenType is JsonTokenType.String)
            {
                if (!Decode(ref reader, limits).Succeeded(out var decoded, out var refusal)) return refusal;
                file = decoded;
            }
            else if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
            {
                if (fields.Count >= FieldCountLimit || reader.ValueSpan.Length > FieldLimit) return Broken();
                fields[name] = reader.TokenType is JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
            }
            else
            {
                reader.Skip();
            }
        }

        if (reader.TokenType is not JsonTokenType.EndObject || reader.Read()) return Broken();
        return file is { Length: > 0 } picture
            ? new PictureUpload(picture, null, new OptionFields(fields))
            : Refusal.Of<InstrumentsText>("file-missing", StatusCodes.Status400BadRequest);
    }

    private static Outcome<ReadOnlyMemory<byte>> Decode(ref Utf8JsonReader reader, PictureLimits limits)
    {
        // Unescaped in place of the copy: some clients write every slash with a backslash in front.
        var text = new byte[reader.ValueSpan.Length];
        var length = reader.CopyString(text);
        var start = 0;
        if (text.AsSpan(0, length).StartsWith(DataScheme))
        {
            start = text.AsSpan(0, Math.Min(length, LongestPrefix)).IndexOf(Base64Mark) + Base64Mark.Length;
            if (start < Base64Mark.Length) return Broken();
        }

        var coded = text.AsMemory(start, length - start);
        if (Base64.GetMaxDecodedFromUtf8Length(coded.Length) > limits.Bytes + 3) return PictureHeader.TooLarge(limits);
        if (Base64.DecodeFromUtf8InPlace(coded.Span, out var written) is not OperationStatus.Done) return Broken();
        return written > limits.Bytes ? PictureHeader.TooLarge(limits) : (ReadOnlyMemory<byte>)coded[..written];
    }

    private static Refusal Broken() => Refusal.Of<InstrumentsText>("broken-json", StatusCodes.Status400BadRequest);
}
