using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Iris.Worker;

/// <summary>Lets those pass who know <see cref="WorkerOptions.Token"/>; everybody when there is none, which only the own machine can reach.</summary>
internal sealed class WorkerToken(IOptions<WorkerOptions> options) : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    // Digests have one length, so that the time of the comparison tells nothing.
    private readonly byte[]? expected = options.Value.Token is { } token ? Digest(token) : null;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (expected is null || IsKnown(context.HttpContext.Request.Headers.Authorization)) return await next(context);
        context.HttpContext.Response.Headers.WWWAuthenticate = Scheme.TrimEnd();
        return ProtocolErrors.Of(StatusCodes.Status401Unauthorized, "The token is missing or wrong.");
    }

    private bool IsKnown(string? authorization) =>
        authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true && CryptographicOperations.FixedTimeEquals(Digest(authorization[Scheme.Length..].Trim()), expected);

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
