using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace Iris.Tests.Platform.Web;

/// <summary>Everything that a person reads exists in both languages.</summary>
public sealed partial class TextTests
{
    private static readonly Type[] All = [.. typeof(Program).Assembly.GetTypes().Where(type => type.Assembly.GetManifestResourceNames().Contains($"{type.FullName}.resources"))];

    public static TheoryData<Type> TextClasses => [.. All];

    [Theory]
    [MemberData(nameof(TextClasses))]
    public void English_and_Korean_have_the_same_entries(Type text)
    {
        var english = Entries(text, CultureInfo.InvariantCulture);
        var korean = Entries(text, CultureInfo.GetCultureInfo("ko"));

        Assert.Equal(english.Keys.Order(), korean.Keys.Order());
        Assert.All(english, entry =>
        {
            Assert.False(string.IsNullOrWhiteSpace(entry.Value), entry.Key);
            Assert.False(string.IsNullOrWhiteSpace(korean[entry.Key]), entry.Key);
            Assert.Equal(Placeholders(entry.Value), Placeholders(korean[entry.Key]));
        });
    }

    [Fact]
    public void Every_file_of_texts_lies_beside_its_class() =>
        Assert.Equal(
            typeof(Program).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".resources", StringComparison.Ordinal)).Order(),
            All.Select(text => $"{text.FullName}.resources").Order());

    [Fact]
    public void Every_refusal_has_its_sentence()
    {
        var texts = All.ToDictionary(text => text.Name, text => Entries(text, CultureInfo.InvariantCulture));
        var refusals = Directory.EnumerateFiles(Path.Combine(Repository.Folder, "WebApp"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => RefusalInSource().Matches(File.ReadAllText(file)))
            .Select(match => (Text: match.Groups["text"].Value, Key: $"Refusal.{match.Groups["code"].Value}"));

        // One whose reason chooses among several sentences has one for each of them.
        Assert.All(refusals, refusal => Assert.Contains(texts[refusal.Text].Keys, key => key == refusal.Key || key.StartsWith($"{refusal.Key}.", StringComparison.Ordinal)));
    }

    private static Dictionary<string, string> Entries(Type text, CultureInfo culture) =>
        new ResourceManager(text).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static IEnumerable<string> Placeholders(string sentence) => Placeholder().Matches(sentence).Select(match => match.Groups[1].Value).Distinct().Order();

    [GeneratedRegex("""Refusal\.Of<(?<text>\w+)>\(\s*"(?<code>[a-z0-9-]+)"|new Refusal\(\s*"(?<code>[a-z0-9-]+)",[^;]*?typeof\((?<text>\w+)\)""")]
    private static partial Regex RefusalInSource();

    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex Placeholder();
}
