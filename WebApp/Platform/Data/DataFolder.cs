namespace Iris.Platform.Data;

/// <summary>
/// The folder that holds everything a running instance keeps on disk: <c>Data:Folder</c>, <c>App_Data</c> beside the content root by default.
/// It is made on first use, closed to other users of the machine.
/// </summary>
internal sealed class DataFolder
{
    public DataFolder(IConfiguration configuration, IHostEnvironment environment)
    {
        var configured = configuration["Data:Folder"];
        Path = System.IO.Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? "App_Data" : configured, environment.ContentRootPath);
    }

    /// <summary>Bytes for one more picture of the largest size, its thumbnail and the log of the database.</summary>
    private const long LeastRoom = 32 << 20;

    /// <summary>Whether the disk has room for what people send; the folder exists.</summary>
    public bool HasRoom => new DriveInfo(Path).AvailableFreeSpace >= LeastRoom;

    /// <summary>The absolute path; the folder may not exist yet.</summary>
    public string Path { get; }

    /// <summary>The path of a file inside; makes the data folder when it is missing.</summary>
    /// <exception cref="StartupException">The folder can't be made.</exception>
    public string File(string name)
    {
        Make(Path);
        return System.IO.Path.Combine(Path, name);
    }

    /// <summary>The path of a folder inside, which is made when it is missing and closed to other users.</summary>
    /// <inheritdoc cref="File"/>
    public string Folder(string name)
    {
        var path = File(name);
        Make(path);
        return path;
    }

    private static void Make(string path)
    {
        if (Directory.Exists(path)) return;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, OwnerOnly);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data folder '{path}' can't be made: {failure.Message} Choose another one with Data:Folder.", failure);
        }
    }

    /// <summary>0700.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
}
