using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Platform.Words;

/// <summary>One version of the word list as an admin saved it. The newest counts; without any it is the list that comes with the program.</summary>
internal sealed class SavedWordList
{
    /// <summary>Version 7: the newest is the greatest.</summary>
    public required Guid Id { get; init; }

    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>As <see cref="WordList"/> reads it.</summary>
    public required string Text { get; init; }
}

internal sealed class SavedWordListConfiguration : IEntityTypeConfiguration<SavedWordList>
{
    public void Configure(EntityTypeBuilder<SavedWordList> list)
    {
        list.ToTable("PromptWordLists");
        list.Property(l => l.Text).HasMaxLength(WordFilter.LongestList);
    }
}
