namespace Iris.Instruments.FaceTypes.Training;

/// <summary>How well a way of learning does on faces that it has not seen: every face was asked about once, by a model that was learned without it.</summary>
/// <param name="Confusion">Faces by their own type (rows) and the answer (columns).</param>
internal sealed record CrossValidation(IReadOnlyList<int[]> Confusion)
{
    /// <summary>Guessing reaches such an accuracy once in a hundred trainings.</summary>
    public const double Doubt = 0.01;

    public int Faces => Confusion.Sum(row => row.Sum());

    public int Right => Confusion.Select((row, type) => row[type]).Sum();

    /// <summary>Part of the faces that got their own type, 0 to 1.</summary>
    public double Accuracy => Right / (double)Faces;

    /// <summary>What somebody reaches who has not looked, and always says the most frequent type.</summary>
    public double Chance => Confusion.Max(row => row.Sum()) / (double)Faces;

    /// <summary>How likely somebody who has not looked is right as often as this or more often: the upper tail of the binomial distribution.</summary>
    public double Luck
    {
        get
        {
            var (odds, chance) = (Math.Log(Chance), Math.Log(1 - Chance));
            // Term by term, as logarithms: the binomial coefficient of hundreds of faces is no number that a double holds.
            double choices = 0, sum = 0;
            for (var right = 0; right <= Faces; right++)
            {
                if (right > 0) choices += Math.Log((Faces - right + 1) / (double)right);
                if (right >= Right) sum += Math.Exp(choices + right * odds + (Faces - right) * chance);
            }

            return Math.Min(1, sum);
        }
    }

    /// <summary>Whether what was learned may decide: that it was luck is less likely than <see cref="Doubt"/>.</summary>
    public bool BeatsChance => Luck < Doubt;
}
