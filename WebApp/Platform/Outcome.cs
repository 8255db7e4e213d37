using System.Diagnostics.CodeAnalysis;

namespace Iris.Platform;

/// <summary>
/// A failure that the caller caused and can mend. It is a value, not an exception: exceptions are for bugs and broken machines.
/// </summary>
/// <param name="Code">A stable slug such as <c>no-face</c>: the API answers it as <c>code</c> and at the end of the problem's <c>type</c>.</param>
/// <param name="Status">The HTTP status that the API answers: 400 to 499, or 503.</param>
/// <param name="Text">The resource class whose entry <c>Refusal.{Code}</c> is the sentence that a person reads.</param>
/// <param name="Arguments">Values for the placeholders of that sentence, such as a limit.</param>
public sealed record Refusal(string Code, int Status, Type Text, params object[] Arguments)
{
    /// <summary>When the caller may try again, which the API says in <c>Retry-After</c>; null: nobody knows.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Which of several sentences for one code is meant: the entry <c>Refusal.{Code}.{Reason}</c>; the API answers it as <c>reason</c>. Null: there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>What the API answers besides, for clients that look for it.</summary>
    public IReadOnlyDictionary<string, object> Facts { get; init; } = System.Collections.Frozen.FrozenDictionary<string, object>.Empty;

    /// <summary>A refusal whose sentence stands in the resources of <typeparamref name="TText"/>.</summary>
    public static Refusal Of<TText>(string code, int status, params object[] arguments) => new(code, status, typeof(TText), arguments);
}

/// <summary>Either a value or the reason why there is none.</summary>
public readonly struct Outcome<T>
{
    private Outcome(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>The value; meaningful only when <see cref="Refusal"/> is null.</summary>
    public T? Value { get; }

    /// <summary>Why there is no value, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True, and <paramref name="value"/> set, when there is a value.</summary>
    public bool Succeeded([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Refusal? refusal)
    {
        (value, refusal) = (Value, Refusal);
        return refusal is null;
    }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
