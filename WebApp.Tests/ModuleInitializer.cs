using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Iris.Tests;

internal static class ModuleInitializer
{
    /// <summary>bUnit asks for AngleSharp.Diffing 1.x; the 0.17 beside the tests has the same surface for what it calls.</summary>
    [ModuleInitializer]
    internal static void ResolveDiffing() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == "AngleSharp.Diffing"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "diffing", "AngleSharp.Diffing.dll"))
            : null;
}
