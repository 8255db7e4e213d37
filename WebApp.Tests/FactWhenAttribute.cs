namespace Iris.Tests;

/// <summary>
/// A fact that needs something from the machine: without it the fact is skipped with the reason. With IRIS_FORBID_SKIPS=1, as in CI, it runs, and fails,
/// anyway.
/// </summary>
public abstract class FactWhenAttribute : FactAttribute
{
    protected FactWhenAttribute(bool possible, string reason)
    {
        if (!possible && Environment.GetEnvironmentVariable("IRIS_FORBID_SKIPS") != "1")
        {
            Skip = reason;
        }
    }
}
