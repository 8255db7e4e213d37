using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Iris.Platform.Web.Limits;

/// <summary>
/// Lets callers of a hub leave out the last arguments of a call, as callers of the API leave out a header; they arrive as null. The framework refuses such a call
/// without a word of why.
/// </summary>
internal sealed class ShortCalls(IHubProtocol protocol) : IHubProtocol
{
    /// <summary>More than that nobody leaves out.</summary>
    private const int Most = 2;

    public string Name => protocol.Name;

    public int Version => protocol.Version;

    public TransferFormat TransferFormat => protocol.TransferFormat;

    public bool IsVersionSupported(int version) => protocol.IsVersionSupported(version);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => protocol.GetMessageBytes(message);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => protocol.WriteMessage(message, output);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var sent = input;
        if (!protocol.TryParseMessage(ref input, binder, out message)) return false;
        for (var missing = 1; missing <= Most && message is InvocationBindingFailureMessage; missing++)
        {
            var again = sent;
            if (protocol.TryParseMessage(ref again, new Fewer(binder, missing), out var shorter) && shorter is InvocationMessage call)
            {
                message = new InvocationMessage(call.InvocationId, call.Target, [.. call.Arguments, .. new object?[missing]], call.StreamIds) { Headers = call.Headers };
            }
        }

        return true;
    }

    /// <summary>Takes every protocol for one that allows short calls, but Blazor's.</summary>
    internal sealed class Resolver(IEnumerable<IHubProtocol> protocols) : IHubProtocolResolver
    {
        private readonly Dictionary<string, IHubProtocol> all = protocols
            .Select(protocol => protocol is JsonHubProtocol or MessagePackHubProtocol ? new ShortCalls(protocol) : protocol)
            .GroupBy(protocol => protocol.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(named => named.Key, named => named.Last(), StringComparer.OrdinalIgnoreCase);

        public IReadOnlyList<IHubProtocol> AllProtocols => [.. all.Values];

        public IHubProtocol? GetProtocol(string protocolName, IReadOnlyList<string>? supportedProtocols) =>
            supportedProtocols?.Contains(protocolName, StringComparer.OrdinalIgnoreCase) != false ? all.GetValueOrDefault(protocolName) : null;
    }

    /// <summary>A method without its last parameters, all of which can be null.</summary>
    private sealed class Fewer(IInvocationBinder binder, int missing) : IInvocationBinder
    {
        public IReadOnlyList<Type> GetParameterTypes(string methodName)
        {
            var types = binder.GetParameterTypes(methodName);
            return types.TakeLast(missing).All(type => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null) ? [.. types.SkipLast(missing)] : types;
        }

        public Type GetReturnType(string invocationId) => binder.GetReturnType(invocationId);

        public Type GetStreamItemType(string streamId) => binder.GetStreamItemType(streamId);
    }
}
