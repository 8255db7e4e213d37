using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Iris.Platform.Data;

/// <summary>
/// Every string on its way to the database, whether it is stored or compared, and whoever sent it: what is no character never arrives. What a feature keeps
/// it has looked at before (<see cref="PlainText"/>); this holds for what nobody thought of.
/// </summary>
internal sealed class StorableText() : ValueConverter<string, string>(text => PlainText.Printable(text), text => text);
