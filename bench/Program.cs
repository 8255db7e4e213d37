using Iris.Bench;

return args switch
{
    [] or ["faces"] => await FaceBench.RunAsync(),
    ["cells"] => await CellBench.RunAsync(),
    ["painter", .. var folder] => PainterBench.Run(folder.FirstOrDefault()),
    ["live"] => await LiveBench.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- [faces | cells | live | painter [folder]]");
    return 2;
}
