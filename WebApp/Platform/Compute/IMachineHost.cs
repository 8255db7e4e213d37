namespace Iris.Platform.Compute;

/// <summary>Where machines of model servers run: EC2, or this machine.</summary>
internal interface IMachineHost
{
    /// <summary>For people, and for the API: <c>ec2</c> or <c>local</c>.</summary>
    string Kind { get; }

    /// <summary>What each machine does, by its name in the configuration.</summary>
    /// <exception cref="ComputeException">None of them can be seen.</exception>
    Task<IReadOnlyDictionary<string, MachineSight>> LookAsync(CancellationToken cancellation);

    /// <summary>Asks a machine to start, and does not wait until it runs. Starting what runs already is no error.</summary>
    /// <exception cref="ComputeException">It will not.</exception>
    Task StartAsync(string name, CancellationToken cancellation);

    /// <summary>Asks a machine to stop, and does not wait until it has.</summary>
    /// <inheritdoc cref="StartAsync"/>
    Task StopAsync(string name, CancellationToken cancellation);

    /// <summary>Asks whether it could be started and stopped, without doing either.</summary>
    /// <inheritdoc cref="StartAsync"/>
    Task CheckAsync(string name, CancellationToken cancellation);
}
