using Bunit;
using Iris.Shell;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace Iris.Tests;

/// <summary>
/// Renders components as a page does: with MudBlazor's services, the shell's, resources and logging, and a browser that answers every script call with nothing.
/// What opens over a page (menus, dialogs, snackbars) is rendered by <see cref="Over"/>.
/// </summary>
public abstract class ComponentContext : BunitContext, IAsyncLifetime
{
    private IRenderedComponent<Providers>? over;

    protected ComponentContext()
    {
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddLook();
        Services.AddSingleton<AntiforgeryStateProvider, NoToken>();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    /// <summary>Popovers, dialogs and snackbars. Ask for it before rendering a component that opens one.</summary>
    protected IRenderedComponent<Providers> Over => over ??= Render<Providers>();

    public Task InitializeAsync() => Task.CompletedTask;

    // MudBlazor's services can only be disposed asynchronously.
    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
