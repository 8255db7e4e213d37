namespace Iris.Tests.Browser;

/// <summary>A fact that drives Chromium.</summary>
public sealed class BrowserFactAttribute() : FactWhenAttribute(File.Exists(BrowserFixture.Chromium), $"Needs {BrowserFixture.Chromium} (Debian: apt install chromium).");
