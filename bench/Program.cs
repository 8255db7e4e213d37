using System.Globalization;
using Iris.Bench;
using Iris.Bench.Live;
using Iris.Bench.Painting;

return args switch
{
    [] or ["faces"] => await FaceBench.RunAsync(),
    ["against", var other] => await PairedBench.RunAsync(other),
    ["cells"] => await CellBench.RunAsync(),
    ["annotated"] => AnnotatedBench.Run(),
    ["cells", "--robust"] => CellStability.Run(),
    ["cells", "--score", .. var folders] => CellScores.Run(folders),
    ["cells", "--look", .. var pictures] => CellScores.Look(pictures),
    ["memory", .. var count] => await MemoryBench.RunAsync(count.FirstOrDefault()),
    ["live"] => await LiveBench.RunAsync(waysOnly: false),
    ["live", "--ways"] => await LiveBench.RunAsync(waysOnly: true),
    ["circuits", .. var count] => await CircuitBench.RunAsync(int.Parse(count.FirstOrDefault("500"), CultureInfo.InvariantCulture)),
    ["feed", .. var connection] => await FeedBench.RunAsync(connection.FirstOrDefault()),
    ["blinks", .. var folders] => BlinkBench.Run(folders.FirstOrDefault(), folders.ElementAtOrDefault(1)),
    ["painter", "--remote", .. var folder] => await RemoteBench.RunAsync(folder.FirstOrDefault()),
    ["paint", .. var lists] => PaintLists.Run(lists),
    ["painter", .. var folder] => PainterBench.Run(folder.FirstOrDefault()),
    ["face-types"] => await FaceTypeBench.RunAsync(requestOnly: false),
    ["face-types", "--request"] => await FaceTypeBench.RunAsync(requestOnly: true),
    ["face-types", "--train", var folder] => await FaceTypeTraining.RunAsync(folder),
    ["face-types", "--reference", var folder, var source] => FaceTypeReference.Run(folder, source),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- verb; bench/README.md has the verbs and what they show.");
    return 2;
}
