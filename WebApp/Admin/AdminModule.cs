using Iris.Accounts;
using Iris.Admin.Audit;
using Iris.Admin.Servers;
using Iris.Shell;

namespace Iris.Admin;

/// <summary>What runs the site: model servers that start and stop, and the log of what was done.</summary>
internal static class AdminModule
{
    public const string ServersPage = "/admin/servers", AuditPage = "/admin/audit";

    public static WebApplicationBuilder AddAdmin(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new NavigationItem(ServersPage, "server", typeof(AdminText), "Servers.Title", "Servers.Tagline", NavigationArea.Administration, 40, Roles.Admin));
        builder.Services.AddSingleton(new NavigationItem(AuditPage, "shield", typeof(AdminText), "Audit.Title", "Audit.Tagline", NavigationArea.Administration, 90, Roles.Admin));
        return builder;
    }

    public static WebApplication MapAdmin(this WebApplication app)
    {
        var admin = app.MapGroup("/api/v1/admin").RequireAuthorization(policy => policy.RequireRole(Roles.Admin)).WithTags("Administration")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        admin.MapServers();
        admin.MapAudit();
        return app;
    }
}
