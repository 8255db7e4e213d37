using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Amazon.EC2;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Iris.Tests.Platform.Compute;

/// <summary>An instance of <see cref="FakeEc2"/>.</summary>
internal sealed record FakeInstance(string Id)
{
    public string State { get; init; } = "stopped";

    public DateTimeOffset LaunchTime { get; init; } = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>What EC2 writes about the last change.</summary>
    public string Reason { get; init; } = "";

    public string? StateReason { get; init; }

    public Dictionary<string, string> Tags { get; init; } = [];
}

/// <summary>
/// Speaks as much of EC2's query protocol (version 2016-11-15) as Iris asks for, on a socket: signatures are checked as AWS Signature Version 4 wants them, lists come in pages,
/// and refusals look like EC2's own.
/// </summary>
internal sealed class FakeEc2 : IAsyncDisposable
{
    /// <summary>An instance that is there from the beginning.</summary>
    public const string Gpu = "i-00c0ffee";

    private const string Key = "AKIDFORTESTS", Secret = "a secret of the tests", Region = "ap-northeast-2";

    private static readonly XNamespace Space = "http://ec2.amazonaws.com/doc/2016-11-15/";

    private readonly WebApplication server;
    private readonly ConcurrentDictionary<string, FakeInstance> instances = new();
    private readonly ConcurrentQueue<(string Action, string Code, HttpStatusCode Status)> refusals = new();

    private FakeEc2(WebApplication server) => this.server = server;

    /// <summary>Instances in one answer.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Rights that the caller lacks.</summary>
    public HashSet<string> Forbidden { get; } = [];

    /// <summary>The calls in their order: <c>StartInstances i-1</c>, with <c>?</c> behind what was only a question.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Requests whose signature was wrong.</summary>
    public int WrongSignatures { get; private set; }

    public string Url => server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static FakeEc2 Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var fake = new FakeEc2(builder.Build()) { [Gpu] = new(Gpu) };
        fake.server.Run(fake.AnswerAsync);
        fake.server.Start();
        return fake;
    }

    public FakeInstance this[string id]
    {
        get => instances[id];
        set => instances[id] = value with { Id = id };
    }

    /// <summary>A client of it, with credentials that it knows, or wrong ones.</summary>
    public AmazonEC2Client Client(string secret = Secret) =>
        new(new BasicAWSCredentials(Key, secret), new AmazonEC2Config { ServiceURL = Url, AuthenticationRegion = Region, MaxErrorRetry = 2 });

    /// <summary>Refuses the next call of the action.</summary>
    public void RefuseOnce(string action, string code, HttpStatusCode status = HttpStatusCode.BadRequest) => refusals.Enqueue((action, code, status));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var form = QueryHelpers.ParseQuery(body).ToDictionary(field => field.Key, field => $"{field.Value}");
        var (status, answer) = IsSigned(context.Request, body) ? Answer(form) : WrongSignature();
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "text/xml;charset=UTF-8";
        await context.Response.WriteAsync(answer.ToString(SaveOptions.DisableFormatting));
    }

    private (HttpStatusCode, XElement) WrongSignature()
    {
        WrongSignatures++;
        return Refusal("AuthFailure", HttpStatusCode.Unauthorized);
    }

    private (HttpStatusCode Status, XElement Answer) Answer(Dictionary<string, string> form)
    {
        var (action, asks) = (form["Action"], form.GetValueOrDefault("DryRun") == "true");
        var ids = form.Where(field => field.Key.StartsWith("InstanceId.", StringComparison.Ordinal)).Select(field => field.Value).ToList();
        Calls.Enqueue(string.Join(' ', [action + (asks ? "?" : ""), .. ids]));
        if (refusals.TryPeek(out var refusal) && refusal.Action == action && refusals.TryDequeue(out _)) return Refusal(refusal.Code, refusal.Status);
        if (Forbidden.Contains(action)) return Refusal("UnauthorizedOperation", HttpStatusCode.Forbidden);
        if (ids.FirstOrDefault(id => !instances.ContainsKey(id)) is not null) return Refusal("InvalidInstanceID.NotFound", HttpStatusCode.BadRequest);
        if (asks) return Refusal("DryRunOperation", HttpStatusCode.PreconditionFailed);
        return action switch
        {
            "DescribeInstances" => Describe(form),
            "StartInstances" => Change(action, ids[0], "pending", from: ["stopped", "pending", "running"]),
            "StopInstances" => Change(action, ids[0], "stopping", from: ["running", "pending", "stopping", "stopped"]),
            _ => Refusal("InvalidAction", HttpStatusCode.BadRequest),
        };
    }

    private (HttpStatusCode, XElement) Describe(Dictionary<string, string> form)
    {
        var (name, values) = (form["Filter.1.Name"], form.Where(field => field.Key.StartsWith("Filter.1.Value", StringComparison.Ordinal)).Select(field => field.Value).ToHashSet());
        var found = instances.Values.OrderBy(instance => instance.Id, StringComparer.Ordinal)
            .Where(instance => values.Contains(name == "instance-id" ? instance.Id : instance.Tags.GetValueOrDefault(name["tag:".Length..]) ?? "\0")).ToList();
        var from = int.Parse(form.GetValueOrDefault("NextToken") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var page = found.Skip(from).Take(PageSize).ToList();
        return (HttpStatusCode.OK, new XElement(
            Space + "DescribeInstancesResponse",
            new XElement(Space + "requestId", Guid.NewGuid()),
            new XElement(Space + "reservationSet", page.Select(instance => new XElement(
                Space + "item",
                new XElement(Space + "reservationId", "r-1"),
                new XElement(Space + "instancesSet", new XElement(
                    Space + "item",
                    new XElement(Space + "instanceId", instance.Id),
                    new XElement(Space + "instanceState", new XElement(Space + "code", 0), new XElement(Space + "name", instance.State)),
                    new XElement(Space + "reason", instance.Reason),
                    instance.StateReason is { } why ? new XElement(Space + "stateReason", new XElement(Space + "code", why), new XElement(Space + "message", why)) : null,
                    new XElement(Space + "launchTime", instance.LaunchTime.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture))))))),
            from + page.Count < found.Count ? new XElement(Space + "nextToken", from + page.Count) : null));
    }

    private (HttpStatusCode, XElement) Change(string action, string id, string to, string[] from)
    {
        var before = instances[id];
        if (!from.Contains(before.State)) return Refusal("IncorrectInstanceState", HttpStatusCode.BadRequest);
        var settled = (before.State, to) is ("running", "pending") or ("stopped", "stopping");
        if (!settled) instances[id] = before with { State = to };
        return (HttpStatusCode.OK, new XElement(
            Space + $"{action}Response",
            new XElement(Space + "instancesSet", new XElement(
                Space + "item",
                new XElement(Space + "instanceId", id),
                new XElement(Space + "currentState", new XElement(Space + "code", 0), new XElement(Space + "name", instances[id].State)),
                new XElement(Space + "previousState", new XElement(Space + "code", 0), new XElement(Space + "name", before.State))))));
    }

    private static (HttpStatusCode, XElement) Refusal(string code, HttpStatusCode status) => (status, new XElement(
        "Response",
        new XElement("Errors", new XElement("Error", new XElement("Code", code), new XElement("Message", $"EC2 says {code}."))),
        new XElement("RequestID", Guid.NewGuid())));

    /// <summary>docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, from the other side.</summary>
    private static bool IsSigned(HttpRequest request, string body)
    {
        var header = $"{request.Headers.Authorization}";
        var parts = header.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal)
            ? header["AWS4-HMAC-SHA256 ".Length..].Split(", ").Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1])
            : [];
        if (parts.Count != 3 || parts["Credential"].Split('/') is not [Key, var day, Region, "ec2", "aws4_request"]) return false;
        var signed = parts["SignedHeaders"].Split(';');
        var canonical = string.Join('\n', [
            request.Method, request.Path, "",
            .. signed.Select(name => $"{name}:{(name == "host" ? $"{request.Host}" : $"{request.Headers[name]}").Trim()}"), "",
            parts["SignedHeaders"], Hash(body)]);
        var text = string.Join('\n', "AWS4-HMAC-SHA256", $"{request.Headers["X-Amz-Date"]}", $"{day}/{Region}/ec2/aws4_request", Hash(canonical));
        var key = new[] { day, Region, "ec2", "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + Secret), (last, next) => HMACSHA256.HashData(last, Encoding.UTF8.GetBytes(next)));
        return parts["Signature"] == Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
