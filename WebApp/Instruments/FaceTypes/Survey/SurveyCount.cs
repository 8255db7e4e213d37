namespace Iris.Instruments.FaceTypes.Survey;

/// <summary>How people voted on one picture.</summary>
/// <param name="Reference">The picture.</param>
/// <param name="Type">What it is taken for now.</param>
/// <param name="Votes">By type; types without a vote are missing.</param>
internal sealed record PictureVotes(Guid Reference, Guid Type, IReadOnlyDictionary<Guid, int> Votes)
{
    /// <summary>Of one picture: fewer say nothing.</summary>
    public const int FewestVotes = 3;

    public int Count => Votes.Values.Sum();

    /// <summary>What most people take it for; null while there are few votes, or two types have as many.</summary>
    public Guid? Label
    {
        get
        {
            if (Count < FewestVotes) return null;
            var most = Votes.Values.Max();
            return Votes.Count(vote => vote.Value == most) == 1 ? Votes.First(vote => vote.Value == most).Key : null;
        }
    }
}

/// <summary>The votes on all pictures, and what follows from them.</summary>
internal sealed record SurveyCount(IReadOnlyList<PictureVotes> Pictures)
{
    /// <summary>Pictures by what most people take them for.</summary>
    public IReadOnlyDictionary<Guid, int> Labels { get; } = Pictures.Where(picture => picture.Label is not null).GroupBy(picture => picture.Label!.Value).ToDictionary(type => type.Key, type => type.Count());

    public int Labelled => Labels.Values.Sum();

    /// <summary>Percent of the pictures with a label that have this one, to a tenth, as the survey of the service that Iris replaces published it.</summary>
    public double Share(Guid type) => Labelled == 0 ? 0 : Math.Round(100.0 * Labels.GetValueOrDefault(type) / Labelled, 1);
}
