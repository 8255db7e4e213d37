using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Platform.Web.Api;

/// <summary>
/// Tables as files for spreadsheets and programs (RFC 4180): decimal points whatever the language, and an apostrophe in front of text that a spreadsheet would run as a formula.
/// </summary>
internal static class CsvFile
{
    /// <param name="name">Of the file.</param>
    /// <param name="forPeople">With a byte order mark: without it, Excel reads Korean names as if they were Latin.</param>
    /// <param name="columns">Their names.</param>
    /// <param name="rows">Of as many values each: text, numbers, ids, or nothing.</param>
    public static FileContentHttpResult Of(string name, bool forPeople, string[] columns, IEnumerable<object?[]> rows)
    {
        var content = new MemoryStream();
        using (var csv = CsvWriter.Create(content, new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = forPeople }, leaveOpen: true))
        {
            csv.WriteHeader(columns);
            foreach (var row in rows)
            {
                foreach (var value in row) csv.WriteField(value);
                csv.EndRecord();
            }
        }

        return TypedResults.File(content.ToArray(), "text/csv; charset=utf-8", name);
    }

    /// <summary>A time as a field: in UTC, to the second.</summary>
    public static string Field(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>A day as a field.</summary>
    public static string Field(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
