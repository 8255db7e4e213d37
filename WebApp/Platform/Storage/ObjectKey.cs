using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Iris.Platform.Storage;

/// <summary>
/// The name of a stored object, such as <c>readings/3f/3f0c…a1.jpg</c>: what it belongs to, a folder that spreads objects evenly, and 128 random bits,
/// so that nobody finds an object by guessing. A key holds lower-case ASCII alone and never a part that leaves its folder, so a store may use it as a path.
/// </summary>
[JsonConverter(typeof(Converter))]
public readonly partial record struct ObjectKey
{
    private const int RandomBytes = 16;

    private readonly string? text;

    private ObjectKey(string text) => this.text = text;

    /// <summary>A key that was never used before.</summary>
    /// <param name="prefix">What the object belongs to, such as <c>readings</c>; see <see cref="IsPrefix"/>.</param>
    /// <param name="extension">As in file names, such as <c>.jpg</c>, at most eight letters or digits; may be empty.</param>
    /// <exception cref="FormatException">The prefix or the extension has other characters.</exception>
    public static ObjectKey New(string prefix, string extension)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        return Parse($"{prefix}/{name[..2]}/{name}{extension}");
    }

    /// <summary>The key of what lies beside this object: with the same random name, under another prefix and with another extension.</summary>
    /// <exception cref="FormatException">The prefix or the extension has other characters than <see cref="New"/> takes.</exception>
    public ObjectKey Sibling(string prefix, string extension) => Parse($"{prefix}{Path.ChangeExtension(ToString()[ToString().IndexOf('/', StringComparison.Ordinal)..], null)}{extension}");

    /// <summary>Whether the object belongs to this; see <see cref="New"/>.</summary>
    public bool HasPrefix(string prefix) => ToString().StartsWith($"{prefix}/", StringComparison.Ordinal);

    /// <summary>Reads a key that <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ObjectKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException("This is no key of a stored object.");

    /// <summary>Reads a key that may be none.</summary>
    public static bool TryParse(string? text, out ObjectKey key)
    {
        var valid = text is not null && Pattern.IsMatch(text);
        key = valid ? new ObjectKey(text!) : default;
        return valid;
    }

    /// <summary>Whether keys can start with this: a lower-case letter, then at most 31 lower-case letters, digits or hyphens.</summary>
    public static bool IsPrefix(string text) => PrefixPattern.IsMatch(text);

    /// <summary>The key as text: parts separated by slashes, without one in front.</summary>
    /// <exception cref="InvalidOperationException">This is the default value, which names nothing.</exception>
    public override string ToString() => text ?? throw new InvalidOperationException("This key names nothing: it was never given a value.");

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,31}/([0-9a-f]{2})/\1[0-9a-f]{30}(\.[a-z0-9]{1,8})?\z")]
    private static partial Regex Pattern { get; }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,31}\z")]
    private static partial Regex PrefixPattern { get; }

    private sealed class Converter : JsonConverter<ObjectKey>
    {
        public override ObjectKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var key) ? key : throw new JsonException("This is no key of a stored object.");

        public override void Write(Utf8JsonWriter writer, ObjectKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
