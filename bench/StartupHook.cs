/// <summary>
/// Runs inside of the server's process before its own first line (DOTNET_STARTUP_HOOKS), so that the program itself need not know of measurements: for every line that comes
/// in, a line goes out with the bytes that its objects take.
/// </summary>
internal static class StartupHook
{
    /// <summary>What the line begins with.</summary>
    public const string Answer = "managed ";

    public static void Initialize() => new Thread(Listen) { IsBackground = true }.Start();

    private static void Listen()
    {
        while (Console.ReadLine() is not null)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Console.WriteLine($"{Answer}{GC.GetTotalMemory(forceFullCollection: true)}");
        }
    }
}
