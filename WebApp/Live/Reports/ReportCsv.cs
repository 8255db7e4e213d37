using Iris.Platform.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Iris.Live.Reports;

/// <summary>Minutes as a table for programs, one line each: states in seconds.</summary>
internal static class ReportCsv
{
    public static FileContentHttpResult Of(string name, IEnumerable<ReportMinute> minutes) => CsvFile.Of(
        name,
        forPeople: false,
        ["start", "session", "good", "forwardHead", "tilted", "calibrating", "away", "noFace", "notOwner", "alerts", "blinks", "blinkSeconds"],
        minutes.Select(minute => (object?[])
        [
            CsvFile.Field(minute.Start), minute.ReportId, Tenths(minute.Good), Tenths(minute.ForwardHead), Tenths(minute.Tilted), Tenths(minute.Calibrating), Tenths(minute.Away),
            Tenths(minute.NoFace), Tenths(minute.NotOwner), minute.Alerts, minute.Blinks, Tenths(minute.BlinkSeconds),
        ]));

    private static double Tenths(double seconds) => Math.Round(seconds, 1, MidpointRounding.AwayFromZero);
}
