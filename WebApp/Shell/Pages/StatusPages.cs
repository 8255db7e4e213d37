using Iris.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Shell.Pages;

/// <summary>Renders <see cref="StatusPage"/> in place, for any method and any path, without a second pass through the pipeline.</summary>
internal sealed class StatusPages : IStatusPage
{
    public async Task RenderAsync(HttpContext context)
    {
        // What a page began is undone: its services can render only once, and its header would be added twice.
        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        context.Response.Headers.Remove("blazor-enhanced-nav");
        try
        {
            await new RazorComponentResult<StatusPage>(new { Status = context.Response.StatusCode })
            {
                StatusCode = context.Response.StatusCode,
                PreventStreamingRendering = true,
            }.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }
}
