using Iris.Instruments;
using Iris.Platform;
using Iris.Platform.Data;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;
using Iris.Platform.Storage;
using Iris.Platform.Web;
using Iris.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.AddData();
builder.AddStorage();
builder.AddImaging();
builder.AddInference();
builder.AddInstruments();
builder.AddWeb();
builder.AddShell();

var app = builder.Build();
app.UseWeb();
app.MapStorage();
app.MapInstruments();
app.MapShell();
try
{
    await app.StartDatabaseAsync();
    await app.RunAsync();
    return 0;
}
catch (StartupException failure)
{
    await app.DisposeAsync();
    Console.Error.WriteLine(failure.Message);
    return 1;
}

/// <summary>The composition root: one line per module.</summary>
public sealed partial class Program;
