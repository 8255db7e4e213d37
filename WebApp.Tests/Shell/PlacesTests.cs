using Iris.Instruments.Readings;
using Iris.Shell;
using Iris.Shell.Look;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests.Shell;

/// <summary>What features register with the frame.</summary>
[Collection(nameof(WithIris))]
public sealed class PlacesTests(IrisApplication iris)
{
    [Fact]
    public void Every_place_kind_and_action_has_a_mark()
    {
        string[] icons =
        [
            .. iris.Services.GetServices<NavigationItem>().Select(item => item.Icon), .. iris.Services.GetRequiredService<ReadingKinds>().All.Select(kind => kind.Icon),
            .. iris.Services.GetServices<ReadingAction>().Select(action => action.Icon),
        ];

        Assert.NotEmpty(icons);
        Assert.All(icons, icon => Assert.NotEmpty(Marks.Of(icon)));
    }
}
