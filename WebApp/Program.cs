using Iris.Accounts;
using Iris.Platform;
using Iris.Platform.Data;
using Iris.Platform.Web;
using Iris.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.AddWeb();
builder.AddData();
builder.AddAccounts();
builder.AddShell();

var app = builder.Build();
app.UseWeb();
app.MapAccounts();
app.MapShell();
try
{
    await app.StartDatabaseAsync();
    await app.EnsureAdminAsync();
    await app.RunAsync();
    return 0;
}
catch (StartupException failure)
{
    await app.DisposeAsync();
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}

/// <summary>The composition root: one line per module.</summary>
public sealed partial class Program;
