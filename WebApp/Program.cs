using Iris.Platform.Web;
using Iris.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.AddWeb();
builder.AddShell();

var app = builder.Build();
app.UseWeb();
app.MapShell();
app.Run();

/// <summary>The composition root: one line per module.</summary>
public sealed partial class Program;
