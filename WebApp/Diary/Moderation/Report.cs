using Iris.Diary.Comments;
using Iris.Diary.Posts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Diary.Moderation;

/// <summary>Why somebody finds that something should not be here. A name never changes: it is stored.</summary>
public enum ReportReason
{
    /// <summary>Advertising, or the same again and again.</summary>
    Spam,

    /// <summary>It insults, threatens or mocks somebody.</summary>
    Insult,

    /// <summary>It is sexual.</summary>
    Sexual,

    /// <summary>It is violent.</summary>
    Violence,

    /// <summary>It tells what is somebody else's to tell.</summary>
    Privacy,

    /// <summary>Something else, which the note says.</summary>
    Other,
}

/// <summary>That somebody reported a post or a comment: one row for each person and thing. What an admin hides without a report has one of the admin's.</summary>
internal sealed class Report
{
    public const int LongestNote = 500;

    /// <summary>Version 7: the queue goes by it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Null: the account is erased. What was reported stays so.</summary>
    public required Guid? ReporterId { get; init; }

    /// <summary>The comment, or else the post.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>The post, or that of the comment.</summary>
    public required Guid PostId { get; init; }

    /// <summary>Null: it is about the post.</summary>
    public Guid? CommentId { get; init; }

    public required ReportReason Reason { get; set; }

    /// <summary>What the person adds; on one line, or null.</summary>
    public string? Note { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an admin decided; null: it waits.</summary>
    public DateTimeOffset? SettledAt { get; set; }
}

internal sealed class ReportConfiguration : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> report)
    {
        report.ToTable("Reports");
        report.Property(r => r.Reason).HasConversion<string>().HasMaxLength(16);
        report.Property(r => r.Note).HasMaxLength(Report.LongestNote);
        report.HasIndex(r => new { r.ReporterId, r.SubjectId }).IsUnique();
        report.HasIndex(r => new { r.SubjectId, r.Id });
        report.HasIndex(r => new { r.SettledAt, r.Id });
        report.HasOne<Accounts.Person>().WithMany().HasForeignKey(r => r.ReporterId).OnDelete(DeleteBehavior.SetNull);
        report.HasOne<DiaryPost>().WithMany().HasForeignKey(r => r.PostId).OnDelete(DeleteBehavior.Cascade);
        report.HasOne<PostComment>().WithMany().HasForeignKey(r => r.CommentId).OnDelete(DeleteBehavior.Cascade);
    }
}
