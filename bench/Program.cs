using Iris.Bench;

return args switch
{
    [] or ["faces"] => await FaceBench.RunAsync(),
    ["live"] => await LiveBench.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- [faces|live]");
    return 2;
}
