using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Platform.Words;

/// <summary>Keeps away what a picture diary neither paints nor shows to everybody. The list is an admin's to change; prompts and words are compared with it and never logged.</summary>
internal sealed class WordFilter(IDbContextFactory<AppDbContext> databases, TimeProvider clock)
{
    public const int LongestList = 100_000;

    private const int KeptVersions = 20;

    private Known current = new(null, new WordList(Delivered));

    /// <summary>The list that comes with the program.</summary>
    public static string Delivered { get; } = ReadDelivered();

    /// <summary>Whether the list is against the words. Every node sees a change at once.</summary>
    public async Task<bool> BlocksAsync(string words, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var newest = await Newest(database).Select(list => (Guid?)list.Id).FirstOrDefaultAsync(cancellation);
        var known = current;
        if (newest != known.Version)
        {
            var (version, text) = await ReadAsync(cancellation);
            current = known = new Known(version, new WordList(text));
        }

        return known.List.Blocks(words);
    }

    /// <summary>The list that counts now, and its version; null: nobody has saved one.</summary>
    public async Task<(Guid? Version, string Text)> ReadAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Newest(database).FirstOrDefaultAsync(cancellation) is { } list ? (list.Id, list.Text) : (null, Delivered);
    }

    /// <summary>Makes another list count; the last versions are kept for <see cref="UndoAsync"/>.</summary>
    public async Task SaveAsync(string text, CancellationToken cancellation)
    {
        text = PlainText.Printable(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, LongestList);
        var now = clock.GetUtcNow();
        var list = new SavedWordList { Id = Guid.CreateVersion7(now), SavedAt = now, Text = text };
        await using var database = await databases.CreateDbContextAsync(cancellation);
        database.Add(list);
        await database.SaveChangesAsync(cancellation);
        if (await Newest(database).Skip(KeptVersions).Select(version => (Guid?)version.Id).FirstOrDefaultAsync(cancellation) is not { } tooOld) return;
        await database.Set<SavedWordList>().Where(version => version.Id.CompareTo(tooOld) <= 0).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Takes a saved version back, so that the one before counts again. Undoing twice is no error.</summary>
    public async Task UndoAsync(Guid version, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await database.Set<SavedWordList>().Where(list => list.Id == version).ExecuteDeleteAsync(cancellation);
    }

    private static IQueryable<SavedWordList> Newest(AppDbContext database) => database.Set<SavedWordList>().AsNoTracking().OrderByDescending(list => list.Id);

    private static string ReadDelivered()
    {
        using var reader = new StreamReader(typeof(WordFilter).Assembly.GetManifestResourceStream("blocked-words.txt")!);
        return reader.ReadToEnd();
    }

    /// <summary>The list of a version, read once. A reference, so that requests side by side see one or the other.</summary>
    private sealed record Known(Guid? Version, WordList List);
}
