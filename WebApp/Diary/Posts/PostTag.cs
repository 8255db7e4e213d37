using Iris.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Diary.Posts;

/// <summary>One tag of one post, for those who look for a tag.</summary>
internal sealed class PostTag
{
    public const int Most = 8, Longest = 24;

    /// <summary>As <see cref="Clean"/> left it.</summary>
    public required string Tag { get; init; }

    public required Guid PostId { get; init; }

    /// <summary>
    /// A tag as it is kept and compared: lower case, composed, without the <c>#</c> in front; letters, digits, hyphens and underscores of any script. Null when nothing of that kind
    /// is left, or something else is in it.
    /// </summary>
    public static string? Clean(string? word)
    {
        var tag = PlainText.OneLine(word).TrimStart('#').ToLowerInvariant();
        return tag.Length is > 0 and <= Longest && !PlainText.HasInvisible(tag) && tag.EnumerateRunes().All(rune => System.Text.Rune.IsLetterOrDigit(rune) || IsMark(rune) || rune.Value is '-' or '_') ? tag : null;
    }

    private static bool IsMark(System.Text.Rune rune) =>
        System.Text.Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}

internal sealed class PostTagConfiguration : IEntityTypeConfiguration<PostTag>
{
    public void Configure(EntityTypeBuilder<PostTag> tag)
    {
        tag.ToTable("PostTags");
        // A tag's posts are read from the newest down.
        tag.HasKey(t => new { t.Tag, t.PostId });
        tag.Property(t => t.Tag).HasMaxLength(PostTag.Longest);
        tag.HasIndex(t => t.PostId);
        tag.HasOne<DiaryPost>().WithMany().HasForeignKey(t => t.PostId).OnDelete(DeleteBehavior.Cascade);
    }
}
