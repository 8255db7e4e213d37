using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iris.Accounts.Registration;

/// <summary><c>male</c>, <c>female</c> or <c>other</c>; numbers are refused.</summary>
internal sealed class PersonGenderConverter() : JsonStringEnumConverter<PersonGender>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
