using Iris.Bench;

return args switch
{
    [] or ["faces"] => await FaceBench.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- [faces]");
    return 2;
}
