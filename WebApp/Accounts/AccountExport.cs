using Iris.Platform.Data;

namespace Iris.Accounts;

/// <summary>Everything the site keeps of a person, as a zip that is written while it is sent.</summary>
internal sealed class AccountExport(IEnumerable<IPersonalData> features)
{
    public async Task WriteAsync(Person person, IList<string> roles, Stream receiver, CancellationToken cancellationToken)
    {
        await using var archive = await PersonalArchive.OpenAsync(receiver, cancellationToken);
        await archive.AddJsonAsync("profile.json", new { Profile = Profile.Of(person, roles), person.Time }, cancellationToken);
        foreach (var feature in features) await feature.ExportAsync(person.Id, archive, cancellationToken);
    }
}
