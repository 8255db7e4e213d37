using Iris.Platform.Data;
using Iris.Platform.Diffusion;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Diary.Painting;

/// <summary>Which painter an admin chose: at most one row.</summary>
internal sealed class PainterChoice
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    public required string Painter { get; set; }
}

internal sealed class PainterChoiceConfiguration : IEntityTypeConfiguration<PainterChoice>
{
    public void Configure(EntityTypeBuilder<PainterChoice> choice)
    {
        choice.ToTable("PainterChoice");
        choice.Property(c => c.Id).ValueGeneratedNever();
        choice.Property(c => c.Painter).HasMaxLength(200);
    }
}

/// <summary>
/// The painter that new pictures are ordered from: the chosen one, or the embedded one while nobody has chosen, or while the folder of the chosen one, or its
/// server, has a problem.
/// </summary>
internal sealed class PainterInUse(Painters painters, IDbContextFactory<AppDbContext> databases)
{
    /// <summary>Null when not even the embedded painter can paint.</summary>
    public async Task<Painter?> FindAsync(CancellationToken cancellation) => Find(await ChosenAsync(cancellation)) ?? Find(Painters.Embedded);

    /// <summary>The painter with this id, or null when there is none that can paint.</summary>
    public Painter? Find(string id)
    {
        try
        {
            return painters.Get(id);
        }
        catch (Exception cannot) when (cannot is KeyNotFoundException or PainterAwayException)
        {
            return null;
        }
    }

    /// <summary>Id of the painter that was chosen, whether it can paint or not.</summary>
    public async Task<string> ChosenAsync(CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await database.Set<PainterChoice>().Select(choice => choice.Painter).SingleOrDefaultAsync(cancellation) ?? Painters.Embedded;
    }

    /// <summary>Chooses for all nodes, from the next order on.</summary>
    public Task ChooseAsync(string painter, CancellationToken cancellation) => databases.UpsertAsync(
        choices => choices.ExecuteUpdateAsync(set => set.SetProperty(choice => choice.Painter, painter), cancellation),
        () => new PainterChoice { Painter = painter },
        cancellation);
}
