using Iris.Bench;

return args switch
{
    [] or ["faces"] => await FaceBench.RunAsync(),
    ["cells"] => await CellBench.RunAsync(),
    ["live"] => await LiveBench.RunAsync(),
    ["blinks"] => BlinkBench.Run(folder: null),
    ["blinks", var folder] => BlinkBench.Run(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- [faces | cells | live | blinks [folder of webcam clips]]");
    return 2;
}
