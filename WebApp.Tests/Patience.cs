using System.Runtime.CompilerServices;
using Bunit;

namespace Iris.Tests;

internal static class Patience
{
    /// <summary>Components wait for a real database here: a second, which bUnit would give them, is not enough on a busy machine.</summary>
    [ModuleInitializer]
    internal static void WithComponents() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(20);
}
