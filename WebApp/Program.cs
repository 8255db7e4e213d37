using Iris.Platform;
using Iris.Platform.Data;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.AddData();
var app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<Iris.Shell.App>().AddInteractiveServerRenderMode();
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
