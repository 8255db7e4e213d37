using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using Iris.Accounts;
using Iris.Instruments;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Iris.Tests;

/// <summary>The rules of docs/architecture.md, held on what the compiler made of the program.</summary>
public sealed class ArchitectureTests
{
    private static readonly Architecture Compiled = new ArchLoader().LoadAssemblies(typeof(Program).Assembly).Build();

    /// <summary>What each folder of WebApp may know, as the document's table says.</summary>
    private static readonly Dictionary<string, string[]> Known = File.ReadLines(Path.Combine(Repository.Folder, "docs/architecture.md"))
        .Where(line => line.StartsWith("| `WebApp/", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1].Trim('`')["WebApp/".Length..], cells => cells[3].Split(", ", StringSplitOptions.RemoveEmptyEntries));

    public static TheoryData<string> Folders => [.. Known.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_knows_what_the_document_says_that_it_knows(string folder)
    {
        foreach (var other in Known.Keys.Except([folder, .. Known[folder]]))
        {
            // Whom the database knows is the next rule.
            Types().That().Are(In(folder)).Should().NotDependOnAny(Types().That().Are(In(other)).And().AreNot(typeof(Person))).Check(Compiled);
        }
    }

    [Fact]
    public void Every_folder_is_in_the_document() => Assert.Equal(
        Known.Keys.Order(), Compiled.Types.Select(type => type.Namespace.FullName.Split('.')).Where(name => name is ["Iris", _, ..]).Select(name => name[1]).Distinct().Order());

    [Fact]
    public void Below_accounts_the_database_alone_knows_of_people() =>
        Types().That().Are(In("(Platform|Shell|Worker)")).And().AreNot(In("Platform.Data")).Should().NotDependOnAny(typeof(Person)).Check(Compiled);

    [Fact]
    public void Nobody_knows_a_single_instrument()
    {
        var instruments = typeof(Program).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Instrument))).Select(type => type.Namespace!["Iris.".Length..]).ToList();
        Assert.Contains("Instruments.Cells", instruments);
        foreach (var instrument in instruments)
        {
            Types().That().ResideInNamespaceMatching(@"^Iris\.").And().AreNot(In(instrument)).Should().NotDependOnAny(In(instrument)).Check(Compiled);
        }
    }

    [Theory]
    [InlineData("Platform.Data", "Storage|Imaging|Inference|Faces|Diffusion|Web")]
    [InlineData("Platform.Storage", "Imaging|Inference|Faces|Diffusion|Web")]
    [InlineData("Platform.Events", "Data|Storage|Imaging|Inference|Faces|Diffusion|Web")]
    [InlineData("Platform.Imaging", "Data|Storage|Inference|Faces|Diffusion|Web")]
    [InlineData("Platform.Inference", "Data|Storage|Imaging|Faces|Diffusion|Web")]
    [InlineData("Platform.Faces", "Data|Storage|Diffusion|Web")]
    [InlineData("Platform.Diffusion", "Storage|Faces|Web")]
    [InlineData("Platform.Web", "Storage|Imaging|Inference|Faces|Diffusion")]
    public void A_part_of_the_platform_stands_on_what_is_below_it(string part, string others) =>
        Types().That().Are(In(part)).Should().NotDependOnAny(In($"Platform.({others})")).Check(Compiled);

    [Theory]
    [InlineData("NetVips", "Platform.Imaging")]
    [InlineData("SkiaSharp", "Platform.Imaging.Drawing")]
    [InlineData("Microsoft.ML.OnnxRuntime", "Platform.(Inference|Diffusion)")]
    [InlineData("Microsoft.ML.Trainers", "Instruments.FaceTypes.Training")]
    [InlineData("Amazon.S3", "Platform.Storage")]
    [InlineData("Amazon.EC2", "Platform.Compute")]
    [InlineData("StackExchange.Redis", "Platform.Events")]
    [InlineData("Markdig", "Diary.Posts")]
    [InlineData("Ganss.Xss", "Diary.Posts")]
    [InlineData("MySqlConnector", "Platform.Data")]
    [InlineData("Microsoft.Data.Sqlite", "Platform.Data")]
    public void A_package_that_could_be_replaced_is_known_by_one_folder(string package, string folder)
    {
        var strangers = Compiled.Types.Where(type => !In(folder).GetObjects(Compiled).Contains(type));
        Assert.Contains(In(folder).GetObjects(Compiled), type => Uses(type, package));
        Assert.DoesNotContain(strangers, type => Uses(type, package));
    }

    [Fact]
    public void The_analysis_of_live_frames_is_arithmetic() => Assert.DoesNotContain(
        In("Live.Analysis").GetObjects(Compiled), type => Uses(type, "Microsoft.AspNetCore") || Uses(type, "Microsoft.EntityFrameworkCore") || Uses(type, "Iris.Platform.Data"));

    private static bool Uses(IType type, string space) => type.Dependencies.Any(dependency => dependency.Target.FullName.StartsWith(space + ".", StringComparison.Ordinal));

    /// <summary>The types of a folder of WebApp, and of the folders in it.</summary>
    private static GivenTypesConjunctionWithDescription In(string folder) => Types().That().ResideInNamespaceMatching($@"^Iris\.{folder.Replace(".", @"\.", StringComparison.Ordinal)}(\.|$)").As(folder);
}
