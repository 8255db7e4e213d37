namespace Iris.Platform.Diffusion;

/// <summary>The server that runs a painter's networks does not do so at the moment. Another picture may be painted in a while.</summary>
/// <param name="painter">Its id.</param>
/// <param name="problem">What is wrong, as a sentence for logs.</param>
/// <param name="inner">The cause.</param>
public sealed class PainterAwayException(string painter, string problem, Exception? inner = null) : Exception($"The painter '{painter}' can't paint at the moment. {problem}", inner);
