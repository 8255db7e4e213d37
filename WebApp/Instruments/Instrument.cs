using System.Text.Json;
using Iris.Instruments.Readings;
using Iris.Platform;
using Iris.Platform.Imaging;
using Iris.Platform.Web.Api;
using Microsoft.Extensions.Localization;

namespace Iris.Instruments;

/// <summary>
/// What looks at a still picture: one folder with options, result, analysis, overlay and a view of the result. Upload, limits, storage, history,
/// gallery and API are generic and ask only for what stands here; derive from <see cref="Instrument{TOptions, TResult}"/> and register with
/// <see cref="InstrumentsModule.AddInstrument{T}"/>.
/// </summary>
public abstract class Instrument : ReadingKind
{
    /// <summary>The resource class of the folder, with the entries <c>Title</c>, <c>Tagline</c>, <c>Advice</c> (what a good picture looks like).</summary>
    public abstract override Type Text { get; }

    /// <summary>Whether the page asks once for consent to biometric analysis before the first upload.</summary>
    public virtual bool AnalysesFaces => false;

    /// <summary>The longest side, in pixels, that the analysis needs; larger pictures are reduced while decoding. Null: full size.</summary>
    public virtual int? LongestSide => null;

    /// <summary>A component with the form fields of the options, or null when there is nothing to choose.</summary>
    public virtual Type? OptionsView => null;

    /// <summary>Checks the options of a request without looking at the picture.</summary>
    internal abstract Outcome<object> ReadOptions(OptionFields fields);

    /// <summary>Analyses a picture on the calling thread.</summary>
    /// <param name="picture">Reduced to <see cref="LongestSide"/>.</param>
    /// <param name="scale">Full-size pixels per pixel of <paramref name="picture"/>; results are in full-size pixels.</param>
    /// <param name="options">What <see cref="ReadOptions"/> returned.</param>
    /// <param name="cancellation">Ends the analysis early.</param>
    internal abstract Outcome<Finding> Analyse(Picture picture, float scale, object options, CancellationToken cancellation);
}

/// <summary>An instrument whose options and result are records.</summary>
/// <typeparam name="TOptions">Read from the form fields of a request.</typeparam>
/// <typeparam name="TResult">Stored as JSON and answered by the API as it is, in camelCase.</typeparam>
public abstract class Instrument<TOptions, TResult> : Instrument
    where TOptions : IOptionsFrom<TOptions>
    where TResult : class
{
    /// <summary>Version of the networks and rules behind a result; stored with each reading.</summary>
    protected abstract string Model { get; }

    /// <inheritdoc cref="Instrument.Analyse"/>
    protected abstract Outcome<TResult> Analyse(Picture picture, float scale, TOptions options, CancellationToken cancellation);

    /// <inheritdoc cref="ReadingKind.Draw"/>
    protected abstract Overlay Draw(TResult result, int width, int height);

    /// <inheritdoc cref="ReadingKind.Headline"/>
    protected abstract string Headline(TResult result, IStringLocalizer text);

    internal sealed override Outcome<object> ReadOptions(OptionFields fields) =>
        TOptions.From(fields).Succeeded(out var options, out var refusal) ? options! : refusal;

    internal sealed override Outcome<Finding> Analyse(Picture picture, float scale, object options, CancellationToken cancellation) =>
        Analyse(picture, scale, (TOptions)options, cancellation).Succeeded(out var result, out var refusal)
            ? new Finding(Model, JsonSerializer.Serialize(result, ApiJson.Options))
            : refusal;

    internal sealed override object Parse(string result) =>
        JsonSerializer.Deserialize<TResult>(result, ApiJson.Options) ?? throw new JsonException($"A stored result of '{Slug}' is null.");

    internal sealed override Overlay Draw(object result, int width, int height) => Draw((TResult)result, width, height);

    internal sealed override string Headline(object result, IStringLocalizer text) => Headline((TResult)result, text);
}

/// <summary>What an analysis found: the version of what looked, and the result as JSON.</summary>
internal sealed record Finding(string Model, string Result);

/// <summary>Options that can be read from the form fields of a request.</summary>
public interface IOptionsFrom<TSelf>
{
    /// <summary>Reads and checks the fields; a field that is missing means its default.</summary>
    static abstract Outcome<TSelf> From(OptionFields fields);
}

/// <summary>For instruments with nothing to choose.</summary>
public sealed record NoOptions : IOptionsFrom<NoOptions>
{
    public static Outcome<NoOptions> From(OptionFields fields) => new NoOptions();
}

/// <summary>The text fields of an upload.</summary>
public sealed class OptionFields(IReadOnlyDictionary<string, string> fields)
{
    /// <summary>The field's text without surrounding white space, or null when it is missing or empty.</summary>
    public string? this[string name] => fields.TryGetValue(name, out var value) && PlainText.OneLine(value) is { Length: > 0 } text ? text : null;
}
