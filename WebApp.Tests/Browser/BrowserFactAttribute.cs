namespace Iris.Tests.Browser;

/// <summary>A fact that drives Chromium.</summary>
public sealed class BrowserFactAttribute() : FactWhenAttribute(File.Exists(BrowserFixture.Chromium), $"Needs {BrowserFixture.Chromium} (Debian: apt install chromium).");

/// <summary>A theory that drives Chromium.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = new BrowserFactAttribute().Skip;
}
