using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Iris.Shell;
using Microsoft.JSInterop;

namespace Iris.Tests.EveryCall;

/// <summary>
/// What travels from a browser to its circuit: a message that is too long ends the connection, and what a person did is lost without a word. So every call of a
/// script and every text that is bound to a component says how long it can be.
/// </summary>
public sealed partial class CircuitCallsTests
{
    /// <summary>A control character in JSON.</summary>
    private const int LongestCharacter = 6;

    /// <summary>For the name of the method, the id of the object and the frame around them.</summary>
    private const int Envelope = 1024;

    private static readonly MethodInfo[] Calls =
    [
        .. typeof(Program).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(JSInvokableAttribute))),
    ];

    [Fact]
    public void The_largest_call_of_every_script_fits_into_a_message()
    {
        Assert.NotEmpty(Calls);
        Assert.All(Calls, call => Assert.InRange(Envelope + call.GetParameters().Sum(LargestOf), 1, ShellModule.MessageBytes));
    }

    [Fact]
    public void A_text_or_a_list_without_a_bound_is_found()
    {
        var parameters = typeof(CircuitCallsTests).GetMethod(nameof(Unbounded), BindingFlags.Static | BindingFlags.NonPublic)!.GetParameters();

        Assert.All(parameters, parameter => Assert.Throws<InvalidOperationException>(() => LargestOf(parameter)));
    }

    [Fact]
    public void The_longest_text_of_every_bound_field_fits_into_a_message()
    {
        var fields = Directory.GetFiles(Path.Combine(Repository.Folder, "WebApp"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => TextField().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), match.Value)))
            .Where(field => Bound().IsMatch(field.Value))
            .ToList();

        Assert.NotEmpty(fields);
        Assert.All(fields, field =>
        {
            var bound = MaxLength().Match(field.Value);
            Assert.True(bound.Success, $"{field.File}: {field.Value} has no MaxLength.");
            Assert.InRange(LengthOf(bound.Groups[1].Value), 1, (ShellModule.MessageBytes - Envelope) / LongestCharacter);
        });
    }

    /// <summary>In bytes of JSON.</summary>
    private static long LargestOf(ParameterInfo parameter) => LargestOf(parameter.ParameterType, parameter, $"{parameter.Member.Name}({parameter.Name})");

    private static long LargestOf(Type type, ICustomAttributeProvider said, string where)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) return type.GetEnumNames().Max(name => name.Length) + 3;
        if (type.IsPrimitive || type == typeof(Guid) || type == typeof(DateTimeOffset)) return 40;
        if (type == typeof(string)) return (Said<StringLengthAttribute>(said, where).MaximumLength * LongestCharacter) + 3;
        if (type.IsArray) return Said<MaxLengthAttribute>(said, where).Length * LargestOf(type.GetElementType()!, said, where);
        if (type.Assembly == typeof(Program).Assembly)
        {
            return type.GetProperties().Where(property => property.SetMethod is not null).Sum(property => property.Name.Length + 4 + LargestOf(property.PropertyType, property, $"{where}.{property.Name}"));
        }

        throw new InvalidOperationException($"{where}: how long a {type} can be is not known.");
    }

    private static T Said<T>(ICustomAttributeProvider said, string where)
        where T : Attribute =>
        said.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().SingleOrDefault() ?? throw new InvalidOperationException($"{where} has no {typeof(T).Name}.");

    /// <summary>Of a number, or a constant such as <c>PaintingOrder.LongestPrompt</c>.</summary>
    private static int LengthOf(string expression)
    {
        if (int.TryParse(expression, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        var parts = expression.TrimStart('@').Split('.');
        return typeof(Program).Assembly.GetTypes().Where(type => type.Name == parts[^2])
            .Select(type => type.GetField(parts[^1], BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .OfType<FieldInfo>().Select(field => (int)field.GetRawConstantValue()!).Single();
    }

    private static void Unbounded(string text, int[] numbers, [MaxLength(5)] string[] texts, Dictionary<string, string> anything) =>
        throw new NotSupportedException($"{text}{numbers}{texts}{anything}");

    /// <summary>Values hold quotes and arrows, so an element ends with the line that closes it.</summary>
    [GeneratedRegex("<(?:MudTextField|MudAutocomplete|MudInput|InputText|InputTextArea|textarea)\\b.*?(?:/>|>)[ \\t]*$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex TextField();

    [GeneratedRegex("@bind|\\bValueChanged=|@oninput|@onchange")]
    private static partial Regex Bound();

    [GeneratedRegex("\\b[Mm]ax[Ll]ength=\"([^\"]+)\"")]
    private static partial Regex MaxLength();
}
