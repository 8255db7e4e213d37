using Iris.Bench;

return args switch
{
    [] or ["faces"] => await FaceBench.RunAsync(),
    ["cells"] => await CellBench.RunAsync(),
    ["cells", "--robust"] => CellStability.Run(),
    ["live"] => await LiveBench.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- [faces | cells [--robust] | live]");
    return 2;
}
