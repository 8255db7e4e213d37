using Iris.Instruments.FaceTypes.Training;
using Iris.Instruments.FaceTypes.Validation;

namespace Iris.Tests.Instruments.FaceTypes;

/// <summary>Learning from drawn numbers, whose truth is known.</summary>
public sealed class TrainerTests
{
    private const int Length = 130;

    private static readonly Guid[] Types = [.. Enumerable.Range(0, 5).Select(_ => Guid.NewGuid())];

    [Theory]
    [InlineData(TrainingWay.Multinomial, 20)]
    [InlineData(TrainingWay.ClassMeans, 6)]
    public void Types_that_differ_are_told_apart(TrainingWay way, int each)
    {
        var faces = Draw(each, apart: 0.1, seed: 3);
        Assert.Equal(way, Trainer.WayFor(faces, Types.Length));

        var validation = Trainer.Validate(faces, Types, way, _ => { }, default);

        Assert.Equal(faces.Count, validation.Faces);
        Assert.True(validation.Accuracy > 0.9, $"{validation.Accuracy}");
        Assert.True(validation.BeatsChance);
        var model = Trainer.Learn(faces, Types, way, default);
        var unseen = Draw(10, apart: 0.1, seed: 4);
        var right = unseen.Count(face => Best(model, face) == face.Type);
        Assert.True(right > 0.9 * unseen.Count, $"{right} of {unseen.Count}");
    }

    [Theory]
    [InlineData(TrainingWay.Multinomial, 20)]
    [InlineData(TrainingWay.ClassMeans, 6)]
    public void Noise_is_refused(TrainingWay way, int each)
    {
        var accepted = Enumerable.Range(0, 12).Count(seed => Trainer.Validate(Draw(each, apart: 0, seed), Types, way, _ => { }, default).BeatsChance);

        Assert.Equal(0, accepted);
    }

    [Fact]
    public void The_same_faces_give_the_same_model_and_parts_are_parts()
    {
        var faces = Draw(15, apart: 0.03, seed: 5);

        var (one, other) = (Trainer.Learn(faces, Types, TrainingWay.Multinomial, default), Trainer.Learn(faces, Types, TrainingWay.Multinomial, default));

        foreach (var face in faces.Take(10))
        {
            var parts = one.Whole(one.Parts(face.Descriptors));
            Assert.Equal(parts, other.Whole(other.Parts(face.Descriptors)));
            Assert.Equal(1, parts.Sum(), 6);
            Assert.All(parts, part => Assert.InRange(part, 0, 1));
        }
    }

    /// <summary>One region says everything, the others nothing.</summary>
    [Fact]
    public void Each_region_learns_by_itself()
    {
        var random = new Random(6);
        var faces = Enumerable.Range(0, 100).Select(index => new TrainingFace(index % 5, [Descriptor(random, index % 5, 0.1), Descriptor(random, 0, 0), Descriptor(random, 0, 0)])).ToList();

        var model = Trainer.Learn(faces, Types, TrainingWay.Multinomial, default);

        var unseen = Enumerable.Range(0, 50).Select(index => (Type: index % 5, Parts: model.Parts([Descriptor(random, index % 5, 0.1), Descriptor(random, 0, 0), Descriptor(random, 0, 0)]))).ToList();
        Assert.True(unseen.Count(face => Array.IndexOf(face.Parts[0], face.Parts[0].Max()) == face.Type) > 45);
        Assert.True(unseen.Count(face => Array.IndexOf(face.Parts[1], face.Parts[1].Max()) == face.Type) < 25);
    }

    [Fact]
    public void Training_ends_when_it_is_not_wanted_any_more()
    {
        using var ending = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => Trainer.Validate(Draw(15, 0.1, seed: 1), Types, TrainingWay.Multinomial, _ => ending.Cancel(), ending.Token));
    }

    /// <summary>Tails of the binomial distribution: 1/2^10, and 1 + 10 + 45 of 2^10.</summary>
    [Theory]
    [InlineData(10, 0, 1.0 / 1024)]
    [InlineData(8, 2, 56.0 / 1024)]
    [InlineData(0, 10, 1)]
    public void Luck_is_the_upper_tail_of_the_binomial_distribution(int right, int wrong, double luck)
    {
        // Two types of the same size: chance is one half.
        var validation = new CrossValidation([[right / 2, wrong / 2], [wrong - wrong / 2, right - right / 2]]);

        Assert.Equal((right + wrong, right), (validation.Faces, validation.Right));
        Assert.Equal(0.5, validation.Chance);
        Assert.Equal(luck, validation.Luck, tolerance: 1e-9);
        Assert.Equal(luck < 0.01, validation.BeatsChance);
    }

    [Fact]
    public void Many_faces_are_no_trouble_and_the_most_frequent_type_is_what_has_to_be_beaten()
    {
        // 400 of 500 are of one type: always saying it is right as often as this was.
        var lazy = new CrossValidation([[400, 0], [100, 0]]);
        var sharp = new CrossValidation([[380, 20], [20, 80]]);

        Assert.Equal(0.8, lazy.Chance);
        Assert.InRange(lazy.Luck, 0.4, 0.6);
        Assert.False(lazy.BeatsChance);
        Assert.True(sharp.BeatsChance);
    }

    private static int Best(TypeModel model, TrainingFace face)
    {
        var whole = model.Whole(model.Parts(face.Descriptors));
        return Array.IndexOf(whole, whole.Max());
    }

    private static List<TrainingFace> Draw(int each, double apart, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, each * Types.Length).Select(index => new TrainingFace(index % Types.Length, [.. FaceRegions.All.Select(_ => Descriptor(random, index % Types.Length, apart))]))];
    }

    /// <summary>Numbers with a deviation of 0.1, as the network's have; every fifth is shifted for a type.</summary>
    private static float[] Descriptor(Random random, int type, double apart) =>
        [.. Enumerable.Range(0, Length).Select(index => (float)(0.1 * Normal(random) + (index % 5 == type ? apart : 0)))];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
