using Iris.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Shell;

/// <summary>Renders <see cref="StatusPage"/> in place, for any method and any path, without a second pass through the pipeline.</summary>
internal sealed class StatusPages : IStatusPage
{
    public Task RenderAsync(HttpContext context) =>
        new RazorComponentResult<StatusPage>(new { Status = context.Response.StatusCode })
        {
            StatusCode = context.Response.StatusCode,
            PreventStreamingRendering = true,
        }.ExecuteAsync(context);
}
