namespace Iris.Platform.Inference;

/// <summary>A network that can be run: in this process (<see cref="Model"/>), or on a server (<see cref="Remote.RemoteModel"/>).</summary>
internal interface INetwork : IDisposable
{
    /// <summary>Runs the network on the calling thread for one of its outputs.</summary>
    /// <param name="inputs">Every input by its name, in any order; their shapes must fit.</param>
    /// <param name="output">Name of an output, float or half.</param>
    /// <param name="target">Receives all of its elements, row-major.</param>
    /// <param name="cancellation">Ends a run that is under way.</param>
    /// <exception cref="InvalidDataException">The output has another number of elements or another type.</exception>
    /// <exception cref="Remote.ModelServerException">The network is on a server, which did not run it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before or during the run.</exception>
    void Run(ReadOnlySpan<(string Name, Tensor Tensor)> inputs, string output, Span<float> target, CancellationToken cancellation);
}
