namespace Iris.Platform.Diffusion;

/// <summary>All painters: the embedded one and the folders under <see cref="PainterOptions.Folder"/>.</summary>
public sealed class Painters : IDisposable
{
    /// <summary>Id of the painter that comes with the program.</summary>
    public const string Embedded = "crayon";

    /// <summary>The embedded painter first, then the others by id, as they were found by the last <see cref="Refresh"/>; problems in the current language.</summary>
    public IReadOnlyList<PainterEntry> All() => throw new NotImplementedException();

    /// <summary>Looks at the folders again; done once at start.</summary>
    public void Refresh() => throw new NotImplementedException();

    /// <summary>The painter with this id. Its networks are loaded when it first paints; of all but the embedded painter one at most stays loaded.</summary>
    /// <exception cref="KeyNotFoundException">The catalogue has no such painter, or its folder has a problem.</exception>
    public Painter Get(string id) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
