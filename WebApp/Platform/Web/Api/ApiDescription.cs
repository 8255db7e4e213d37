using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;

namespace Iris.Platform.Web.Api;

/// <summary>The OpenAPI document, and what the page at <c>/api</c> needs to browse and try it.</summary>
internal static class ApiDescription
{
    internal const string DocumentPath = "/openapi/v1.json";
    internal const string AssetsPath = "/api/swagger";
    private const string Scheme = "Bearer";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.ShouldInclude = api => api.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Iris",
                Version = "v1",
                Description = "Sign in with POST /api/v1/accounts/login and send the access token as a bearer token. Every error is a problem of RFC 9457 with a stable type. Webcam sessions can also be held over the SignalR hub /hubs/live (MessagePack or JSON, access_token in its address): Start, Look, Calibrate, TakeBreak and End answer like the calls under Live.",
            };
            document.Servers?.Clear();
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) is { IsEnum: true } words)
            {
                // Our own converter tells the framework nothing about what it reads and writes.
                schema.Type = JsonSchemaType.String;
                schema.Enum = [.. Enum.GetValues(words).Cast<object>().Select(value => JsonSerializer.SerializeToNode(value, words, ApiJson.Options)!)];
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            }

            return Task.CompletedTask;
        });
    });

    /// <summary>Serves the script and the style of Swagger UI out of its package. The page itself belongs to the shell: the package's own asks for inline styles.</summary>
    public static IApplicationBuilder UseApiPageAssets(this IApplicationBuilder app) => app.UseSwaggerUI(page => page.RoutePrefix = AssetsPath.TrimStart('/'));
}
