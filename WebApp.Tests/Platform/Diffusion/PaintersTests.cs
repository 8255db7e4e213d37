using Iris.Platform.Diffusion;

namespace Iris.Tests.Platform.Diffusion;

public sealed class PaintersTests : IDisposable
{
    private static readonly PaintingRequest AHouse = new("a house") { Steps = 2 };

    private readonly TinyPainter folder = new TinyPainter().Written();

    [Fact]
    public void A_broken_folder_harms_no_other_painter()
    {
        Copy("broken");
        File.Delete(Path.Combine(folder.Home, "broken", "unet", "model.onnx"));
        Directory.CreateDirectory(Path.Combine(folder.Home, "empty"));
        File.WriteAllText(Path.Combine(folder.Home, "a file"), "");

        using var painters = folder.Catalogue(embedded: folder.Folder);

        Assert.Equal(["crayon", "broken", "empty", "tiny"], painters.All().Select(entry => entry.Id));
        Assert.Equal([false, true, true, false], painters.All().Select(entry => entry.Problem is not null));
        Paint(painters.Get(Painters.Embedded));
        Paint(painters.Get("tiny"));
        Assert.Contains("unet/model.onnx", Assert.Throws<KeyNotFoundException>(() => painters.Get("broken")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_weights_the_embedded_painter_says_so()
    {
        using var painters = folder.Catalogue();

        Assert.Equal(Painters.Embedded, painters.All()[0].Id);
        Assert.NotNull(painters.All()[0].Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../tiny")]
    [InlineData("tiny/")]
    [InlineData("./tiny")]
    [InlineData("TINY")]
    [InlineData("/etc")]
    [InlineData("tiny\0")]
    public void An_id_is_never_a_path(string id)
    {
        using var painters = folder.Catalogue();

        Assert.Throws<KeyNotFoundException>(() => painters.Get(id));
    }

    [Fact]
    public void A_folder_that_was_mended_paints_after_a_refresh()
    {
        var (path, away) = (Path.Combine(folder.Folder, "tokenizer/merges.txt"), Path.Combine(folder.Home, ".merges.txt"));
        File.Move(path, away);
        using var painters = folder.Catalogue();
        Assert.NotNull(painters.All()[^1].Problem);

        File.Move(away, path);
        painters.Refresh();

        Assert.Null(painters.All()[^1].Problem);
        Paint(painters.Get("tiny"));
    }

    [Fact]
    public void A_folder_that_did_not_change_keeps_its_painter()
    {
        using var painters = folder.Catalogue();
        var painter = painters.Get("tiny");

        painters.Refresh();

        Assert.Same(painter, painters.Get("tiny"));
    }

    [Fact]
    public void A_painter_whose_folder_went_away_still_ends_its_picture()
    {
        using var painters = folder.Catalogue();
        var painter = painters.Get("tiny");

        using var picture = painter.Paint(AHouse, progress =>
        {
            if (progress.Step != 1) return;
            Directory.Move(folder.Folder, Path.Combine(folder.Home, ".away"));
            painters.Refresh();
        }, CancellationToken.None);

        Assert.Equal(64, picture.Width);
        Assert.Throws<KeyNotFoundException>(() => painters.Get("tiny"));
    }

    [Fact]
    public async Task Two_painters_take_turns_in_the_one_place()
    {
        Copy("other");
        using var painters = folder.Catalogue();
        var (tiny, other) = (painters.Get("tiny"), painters.Get("other"));
        var (painting, all) = (new Dictionary<string, int> { ["tiny"] = 0, ["other"] = 0 }, new List<(int, int)>());

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() =>
        {
            var painter = i % 3 == 0 ? other : tiny;
            painter.Paint(AHouse, progress =>
            {
                progress.Preview?.Dispose();
                lock (all)
                {
                    painting[painter.Description.Id] += progress.Step == 1 ? 1 : -1;
                    all.Add((painting["tiny"], painting["other"]));
                }
            }, CancellationToken.None).Dispose();
        })));

        Assert.Equal(24, all.Count);
        Assert.All(all, count => Assert.True(count is (0, _) or (_, 0), $"{count}"));
    }

    [Fact]
    public async Task Who_waits_for_the_place_can_leave()
    {
        Copy("other");
        using var painters = folder.Catalogue();
        using var leaving = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        using var end = new ManualResetEventSlim();
        var first = Task.Run(() => painters.Get("tiny").Paint(AHouse, progress =>
        {
            progress.Preview?.Dispose();
            started.TrySetResult();
            end.Wait();
        }, CancellationToken.None).Dispose());
        await started.Task;

        var second = Task.Run(() => painters.Get("other").Paint(AHouse, null, leaving.Token).Dispose());
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        end.Set();
        await first;
        Paint(painters.Get("other"));
    }

    [Fact]
    public void Networks_that_the_runtime_refuses_are_told_and_tried_again()
    {
        var path = Path.Combine(folder.Folder, "unet/model.onnx");
        var whole = File.ReadAllBytes(path);
        var strange = whole.ToArray();
        for (var at = strange.AsSpan().IndexOf("Sigmoid"u8); at >= 0; at = strange.AsSpan().IndexOf("Sigmoid"u8)) "Sigmund"u8.CopyTo(strange.AsSpan(at));
        File.WriteAllBytes(path, strange);
        using var painters = folder.Catalogue();
        var painter = painters.Get("tiny");

        var failure = Assert.ThrowsAny<Exception>(() => Paint(painter));
        Assert.StartsWith("ONNX Runtime can’t run unet/model.onnx", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("ONNX Runtime can’t run unet/model.onnx", painters.All()[^1].Problem, StringComparison.Ordinal);

        File.WriteAllBytes(path, whole);
        painters.Refresh();
        Paint(painters.Get("tiny"));
    }

    public void Dispose() => folder.Dispose();

    private static void Paint(Painter painter) => painter.Paint(AHouse, progress => progress.Preview?.Dispose(), CancellationToken.None).Dispose();

    private void Copy(string name)
    {
        foreach (var file in Directory.EnumerateFiles(folder.Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder.Home, name, Path.GetRelativePath(folder.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
