using System.Net;
using System.Text;
using Iris.Platform.Storage;

namespace Iris.Tests.Platform.Storage;

/// <summary>What every store does. Each store derives from it and says how to reach itself.</summary>
public abstract class ObjectStoreTests
{
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    private protected abstract IObjectStore Store { get; }

    /// <summary>Opens what <see cref="IObjectStore.SignedUrl"/> answers.</summary>
    private protected abstract HttpClient Browser { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(3_000_000)]
    public async Task What_is_put_comes_back_with_type_and_length(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        var key = ObjectKey.New("readings", ".jpg");

        await Store.PutAsync(key, content, "image/jpeg", default);

        await using var stored = await Store.OpenAsync(key, default);
        Assert.Equal("image/jpeg", stored?.ContentType);
        Assert.Equal(length, stored?.Length);
        Assert.Equal(content, await ReadAsync(stored!));
    }

    [Fact]
    public async Task A_slice_of_a_larger_buffer_is_put_alone()
    {
        var key = ObjectKey.New("readings", ".txt");

        await Store.PutAsync(key, "before, middle, after"u8.ToArray().AsMemory(8, 6), "text/plain", default);

        Assert.Equal("middle", await ReadTextAsync(key));
    }

    [Theory]
    [InlineData("", "image/webp")]
    [InlineData(".jpg", "text/plain; charset=utf-8")]
    public async Task The_content_type_need_not_follow_from_the_extension(string extension, string contentType)
    {
        var key = await PutAsync("content", extension, contentType);

        await using var stored = await Store.OpenAsync(key, default);

        Assert.Equal(contentType, stored?.ContentType);
    }

    [Fact]
    public async Task Putting_again_replaces_content_and_type()
    {
        var key = await PutAsync("first", ".txt", "application/json");

        await Store.PutAsync(key, "second"u8.ToArray(), "text/plain", default);

        await using var stored = await Store.OpenAsync(key, default);
        Assert.Equal("text/plain", stored?.ContentType);
        Assert.Equal("second", Encoding.UTF8.GetString(await ReadAsync(stored!)));
    }

    [Fact]
    public async Task What_was_never_put_is_null() => Assert.Null(await Store.OpenAsync(ObjectKey.New("readings", ".jpg"), default));

    [Fact]
    public async Task Deleted_objects_are_gone_and_deleting_them_again_is_no_error()
    {
        var (one, two, kept) = (await PutAsync("1", ".txt", "text/html"), await PutAsync("2"), await PutAsync("3"));
        ObjectKey[] deleted = [one, ObjectKey.New("readings", ".txt"), two];

        await Store.DeleteAsync(deleted, default);
        await Store.DeleteAsync(deleted, default);
        await Store.DeleteAsync([], default);

        Assert.Null(await Store.OpenAsync(one, default));
        Assert.Null(await Store.OpenAsync(two, default));
        Assert.Equal("3", await ReadTextAsync(kept));
    }

    [Fact]
    public async Task More_objects_than_fit_in_one_request_are_deleted()
    {
        var last = await PutAsync("last");
        ObjectKey[] keys = [.. Enumerable.Range(0, 1500).Select(_ => ObjectKey.New("readings", ".jpg")), last];

        await Store.DeleteAsync(keys, default);

        Assert.Null(await Store.OpenAsync(last, default));
    }

    [Fact]
    public async Task A_listing_holds_the_objects_of_its_prefix_alone()
    {
        var prefix = $"list{Guid.NewGuid():n}"[..20];
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var keys = new HashSet<ObjectKey>();
        for (var i = 0; i < 5; i++)
        {
            keys.Add(await PutAsync("12345", i % 2 == 0 ? ".txt" : "", prefix: prefix));
        }

        await PutAsync("other", prefix: prefix + "2");

        var listed = await Store.ListAsync(prefix, default).ToListAsync();

        Assert.Equal(keys, listed.Select(entry => entry.Key).ToHashSet());
        Assert.All(listed, entry => Assert.Equal(5, entry.Length));
        Assert.All(listed, entry => Assert.InRange(entry.PutAt, before, before.AddMinutes(10)));
    }

    [Fact]
    public async Task A_prefix_without_objects_lists_nothing() => Assert.Empty(await Store.ListAsync("nothing", default).ToListAsync());

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("readings/01")]
    public async Task Only_prefixes_of_keys_are_listed(string prefix) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.ListAsync(prefix, default).ToListAsync());

    [Fact]
    public async Task A_signed_url_opens_the_object_without_an_account()
    {
        var key = await PutAsync("shared");

        using var response = await Browser.GetAsync(Store.SignedUrl(key, AnHour));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("inline", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("shared", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_signed_url_names_the_download()
    {
        var key = await PutAsync("shared");

        using var response = await Browser.GetAsync(Store.SignedUrl(key, AnHour, "내 사진; 1\".txt"));

        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("내 사진; 1\".txt", response.Content.Headers.ContentDisposition?.FileNameStar);
    }

    [Fact]
    public async Task A_signed_url_of_a_deleted_object_is_not_found()
    {
        var key = await PutAsync("shared");
        var url = Store.SignedUrl(key, AnHour);
        await Store.DeleteAsync([key], default);

        using var response = await Browser.GetAsync(url);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(8 * 24)]
    public void A_signed_url_lives_up_to_seven_days(int hours) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Store.SignedUrl(ObjectKey.New("readings", ""), TimeSpan.FromHours(hours)));

    private protected async Task<ObjectKey> PutAsync(string text, string extension = ".txt", string contentType = "text/plain", string prefix = "readings")
    {
        var key = ObjectKey.New(prefix, extension);
        await Store.PutAsync(key, Encoding.UTF8.GetBytes(text), contentType, default);
        return key;
    }

    private protected async Task<string> ReadTextAsync(ObjectKey key)
    {
        await using var stored = await Store.OpenAsync(key, default);
        return Encoding.UTF8.GetString(await ReadAsync(stored!));
    }

    private static async Task<byte[]> ReadAsync(StoredObject stored)
    {
        var copy = new MemoryStream();
        await stored.Content.CopyToAsync(copy);
        return copy.ToArray();
    }
}
