using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Diary.Painting.Prompts;

/// <summary>Keeps away what a picture diary does not paint. The list is an admin's to change; prompts are compared with it and never logged.</summary>
internal sealed class PromptFilter(IDbContextFactory<AppDbContext> databases, TimeProvider clock)
{
    public const int LongestList = 100_000;

    private const int KeptVersions = 20;

    private (Guid? Version, WordList List) current = (null, new WordList(Delivered));

    /// <summary>The list that comes with the program.</summary>
    public static string Delivered { get; } = ReadDelivered();

    /// <summary>Whether the list is against the prompt. Every node sees a change at once.</summary>
    public async Task<bool> BlocksAsync(string prompt, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var version = await Newest(database).Select(list => (Guid?)list.Id).FirstOrDefaultAsync(cancellation);
        var (known, list) = current;
        if (version != known)
        {
            list = new WordList(await TextAsync(database, cancellation));
            current = (version, list);
        }

        return list.Blocks(prompt);
    }

    /// <summary>The list that counts now.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await TextAsync(database, cancellation);
    }

    /// <summary>Makes another list count; the last versions are kept for <see cref="UndoAsync"/>.</summary>
    /// <returns>The id of the new version.</returns>
    public async Task<Guid> SaveAsync(string text, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, LongestList);
        var now = clock.GetUtcNow();
        var list = new PromptWordList { Id = Guid.CreateVersion7(now), SavedAt = now, Text = text };
        await using var database = await databases.CreateDbContextAsync(cancellation);
        database.Add(list);
        await database.SaveChangesAsync(cancellation);
        var old = Newest(database).Skip(KeptVersions).Select(version => version.Id);
        await database.Set<PromptWordList>().Where(version => old.Contains(version.Id)).ExecuteDeleteAsync(cancellation);
        return list.Id;
    }

    /// <summary>Takes a saved version back, so that the one before counts again. Undoing twice is no error.</summary>
    public async Task UndoAsync(Guid version, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        await database.Set<PromptWordList>().Where(list => list.Id == version).ExecuteDeleteAsync(cancellation);
    }

    private static IQueryable<PromptWordList> Newest(AppDbContext database) => database.Set<PromptWordList>().AsNoTracking().OrderByDescending(list => list.Id);

    private static async Task<string> TextAsync(AppDbContext database, CancellationToken cancellation) =>
        await Newest(database).Select(list => list.Text).FirstOrDefaultAsync(cancellation) ?? Delivered;

    private static string ReadDelivered()
    {
        using var reader = new StreamReader(typeof(PromptFilter).Assembly.GetManifestResourceStream("blocked-words.txt")!);
        return reader.ReadToEnd();
    }
}
