using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Iris.Instruments.FaceTypes.Training;

/// <summary>Where a training stands. The first may still change, the others are final.</summary>
public enum TrainingStatus
{
    Running,
    Done,
    Failed,
    Cancelled,
}

/// <summary>
/// A training, and the version that came of it. Only <see cref="Trainings"/> changes rows, each time by one statement that names what it expects, so that a cancelled or
/// overtaken run can't write any more.
/// </summary>
internal sealed class TypeTraining
{
    public required Guid Id { get; init; }

    /// <summary>From 2 on, by time: geometry is version <see cref="Trainings.Geometry"/>.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public TrainingStatus Status { get; init; }

    /// <summary>When the node that trains counts as dead unless it reports.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>0 to 1.</summary>
    public double Progress { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed: the sentence is the entry <c>Training.{code}</c>.</summary>
    public string? Error { get; init; }

    /// <summary>Of a training that is done: a <see cref="TrainingReport"/> as JSON.</summary>
    public string? Report { get; init; }

    /// <summary>Of a training that is done: a <see cref="TypeModel"/> as JSON.</summary>
    public string? Model { get; init; }
}

/// <summary>Which version is in force: at most one row; none means geometry.</summary>
internal sealed class ClassifierChoice
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary><see cref="TypeTraining.Number"/>, or <see cref="Trainings.Geometry"/>.</summary>
    public required int Number { get; set; }
}

internal sealed class TypeTrainingConfiguration : IEntityTypeConfiguration<TypeTraining>
{
    public void Configure(EntityTypeBuilder<TypeTraining> training)
    {
        training.ToTable("FaceTypeTrainings");
        training.Property(t => t.Status).HasConversion<string>().HasMaxLength(10);
        training.Property(t => t.Error).HasMaxLength(40);
        training.HasIndex(t => t.Number).IsUnique();
        training.HasIndex(t => t.Status);
    }
}

internal sealed class ClassifierChoiceConfiguration : IEntityTypeConfiguration<ClassifierChoice>
{
    public void Configure(EntityTypeBuilder<ClassifierChoice> choice)
    {
        choice.ToTable("FaceTypeClassifier");
        choice.Property(c => c.Id).ValueGeneratedNever();
    }
}
