using System.Globalization;
using System.Text;

namespace Iris.Live.Reports;

/// <summary>Minutes as CSV (RFC 4180), one line each: times in UTC, states in seconds. All fields are numbers, ids and times, so none needs quotes.</summary>
internal static class ReportCsv
{
    private const string Header = "start,session,good,forwardHead,tilted,calibrating,away,noFace,notOwner,alerts,blinks,blinkSeconds\r\n";

    public static string Write(IEnumerable<ReportMinute> minutes)
    {
        var text = new StringBuilder(Header);
        foreach (var minute in minutes)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{minute.Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ},{minute.ReportId},{minute.Good:0.#},{minute.ForwardHead:0.#},{minute.Tilted:0.#},{minute.Calibrating:0.#},{minute.Away:0.#},{minute.NoFace:0.#},{minute.NotOwner:0.#},{minute.Alerts},{minute.Blinks},{minute.BlinkSeconds:0.#}\r\n");
        }

        return text.ToString();
    }
}
