namespace Iris.Platform.Inference.Protocol;

/// <summary>What came over the wire does not keep to the Open Inference Protocol, or does not fit the network. The message may be told to the other side.</summary>
internal sealed class ProtocolException(string message, Exception? inner = null) : Exception(message, inner);
