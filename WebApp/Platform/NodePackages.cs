namespace Iris.Platform;

/// <summary>
/// Finds the npm packages that carry native programs and network weights: in <c>node_modules</c> beside the published program, or at the top of the
/// repository when running from its build output.
/// </summary>
internal static class NodePackages
{
    /// <summary>The folder of a package, such as <c>@vladmandic/human</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">The package was never restored.</exception>
    public static string Find(string package)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "node_modules", package);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException($"The npm package '{package}' is missing. Build the project once with Node.js installed, or run 'npm ci'.");
    }
}
