using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Iris.Tests.LongestFirst", "Iris.Tests")]

namespace Iris.Tests;

/// <summary>
/// The order in which collections begin, of which as many run at once as there are cores: the long ones first, so that none is left to run alone at the end, and one
/// that waits much beside one that computes much. What a test finds must not depend on it.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["WithBrowser", "WithIris", "WithCamera", "WithMariaDb"];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.IndexOf(Long, collection.DisplayName) is >= 0 and var place ? place : Long.Length);
}
