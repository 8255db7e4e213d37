using System.Diagnostics;
using System.Text;
using Iris.Platform.Diffusion.Folders;
using Iris.Platform.Diffusion.Tokens;
using Iris.Platform.Inference.Remote;

namespace Iris.Tests.Platform.Diffusion;

/// <summary>
/// On the bytes and the first eight merges of CLIP's own vocabulary: 0 to 255 are bytes inside a word ('!' is 0), 256 to 511 bytes that end one, and then come
/// "in", "th", "an", "re", "ar", "er", "the" and "ing" (the last two end a word), start and end.
/// </summary>
public sealed class ClipTokenizerTests : IDisposable
{
    private const int Start = 520, End = 521;

    private readonly TinyPainter folder = new TinyPainter().Written();

    [Theory]
    [InlineData("", new int[0])]
    [InlineData("a", new[] { 320 })]
    [InlineData("the", new[] { 518 })]
    [InlineData("The  THE\t\n the", new[] { 518, 518, 518 })]
    [InlineData("then", new[] { 513, 68, 333 })] // th e n</w>: "the" only ends words
    [InlineData("ing", new[] { 519 })]
    [InlineData("ingin", new[] { 512, 70, 72, 333 })] // in g i n</w>: the second "in" ends the word and is no merge
    [InlineData("rer", new[] { 515, 337 })] // re r</w>: "re" was learned before "er"
    [InlineData("a1b2", new[] { 320, 272, 321, 273 })] // a digit stands alone
    [InlineData("a!?b", new[] { 320, 0, 286, 321 })] // marks stay together
    [InlineData("it's", new[] { 72, 339, 6, 338 })]
    [InlineData("해", new[] { 169, 243, 368 })] // UTF-8: ED 95 B4
    [InlineData("<|startoftext|>a<|endoftext|>", new[] { Start, 320, End })]
    public void A_text_becomes_the_tokens_that_a_hand_finds(string text, int[] tokens) => Assert.Equal(Padded(tokens), Tokenizer().Encode(text));

    [Fact]
    public void Letters_in_two_parts_are_composed_first()
    {
        Assert.Equal(Tokenizer().Encode("\u00e9"), Tokenizer().Encode("e\u0301"));
        Assert.Equal(Tokenizer().Encode("한글"), Tokenizer().Encode("한글".Normalize(NormalizationForm.FormD)));
    }

    [Fact]
    public void Every_text_comes_back_from_its_tokens()
    {
        var random = new Random(3);
        var letters = "abcthering ANDR해바라기 0123!?'\"é😀🏽".EnumerateRunes().ToArray();
        for (var i = 0; i < 200; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => letters[random.Next(letters.Length)].ToString()));

            var tokens = Tokenizer().Encode(text).Skip(1).TakeWhile(id => id != End);

            Assert.Equal(string.Concat(text.Normalize().ToLowerInvariant().Where(letter => letter != ' ')), Text(tokens));
        }
    }

    [Fact]
    public void A_long_text_is_cut_off_and_still_ends_with_the_end()
    {
        var ids = Tokenizer().Encode(string.Concat(Enumerable.Repeat("the ", 200)));

        Assert.Equal([Start, .. Enumerable.Repeat(518, TinyPainter.Tokens - 2), End], ids);
    }

    [Theory]
    [InlineData("\ud800")]
    [InlineData("a\udc00b\ud83d")]
    [InlineData("\0\u0001\u200b\ufeff\uffff")]
    [InlineData("👨‍👩‍👧‍👦🏳️‍🌈")]
    public void Strange_text_is_only_text(string text)
    {
        var ids = Tokenizer().Encode(text);

        Assert.Equal(TinyPainter.Tokens, ids.Length);
        Assert.All(ids, id => Assert.InRange(id, 0, End));
        Assert.Contains(End, ids);
    }

    [Fact]
    public void An_endless_word_takes_little_more_than_its_share_of_time()
    {
        var tokenizer = Tokenizer();
        var (word, longer) = (string.Concat(Enumerable.Repeat("ther", 5_000)), string.Concat(Enumerable.Repeat("ther", 50_000)));
        tokenizer.Encode(word);

        var (once, tenTimes) = (Fastest(() => tokenizer.Encode(word)), Fastest(() => tokenizer.Encode(longer)));

        // Ten times as long; a hundred times the time if it were quadratic.
        Assert.True(tenTimes < 40 * once, $"{once} and {tenTimes}");
    }

    [Fact]
    public void More_words_than_are_remembered_change_nothing()
    {
        var tokenizer = Tokenizer();
        var before = tokenizer.Encode("the rain");
        for (var i = 0; i < 10_000; i++) tokenizer.Encode(new string([.. $"{i}".Select(digit => (char)('a' + digit - '0'))]));

        Assert.Equal(before, tokenizer.Encode("the rain"));
    }

    [Fact]
    public void Padding_is_what_the_folder_says()
    {
        folder.Change("tokenizer/tokenizer_config.json", "pad_token", "!"); // as Stable Diffusion 2

        Assert.Equal([Start, 518, End, .. new int[TinyPainter.Tokens - 3]], Tokenizer().Encode("the"));
    }

    public void Dispose() => folder.Dispose();

    private ClipTokenizer Tokenizer() => TokenizerFiles.Read(new FolderFiles(folder.Folder, "tiny", ModelServers.None), null, null);

    private static int[] Padded(int[] tokens) => [Start, .. tokens, .. Enumerable.Repeat(End, TinyPainter.Tokens - 1 - tokens.Length)];

    private string Text(IEnumerable<int> ids)
    {
        var tokens = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(Path.Combine(folder.Folder, "tokenizer/vocab.json")))!
            .ToDictionary(pair => pair.Value, pair => pair.Key.Replace("</w>", "", StringComparison.Ordinal));
        // Bytes that are no printable letter stand at U+0100 and after, in their order.
        var hidden = Enumerable.Range(0, 256).Where(code => code is not ((>= 33 and <= 126) or (>= 161 and <= 172) or (>= 174 and <= 255))).ToArray();
        return Encoding.UTF8.GetString([.. ids.SelectMany(id => tokens[id]).Select(letter => (byte)(letter < 256 ? letter : hidden[letter - 256]))]);
    }

    private static TimeSpan Fastest(Action action) => Enumerable.Range(0, 5).Min(_ =>
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started);
    });
}
