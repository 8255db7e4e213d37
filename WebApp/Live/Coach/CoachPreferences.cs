using System.Text.Json;
using Microsoft.JSInterop;

namespace Iris.Live.Coach;

/// <summary>What the browser keeps between visits: a matter of the desk, not of the person.</summary>
/// <param name="Cues">How the coach may make itself heard.</param>
/// <param name="Camera">The id of the camera that was used last; null for none yet.</param>
internal sealed record CoachPreferences(CoachCues? Cues = null, string? Camera = null)
{
    private const string Key = "iris-coach";

    public static async Task<CoachPreferences> LoadAsync(IJSRuntime scripts, CancellationToken cancellation)
    {
        try
        {
            return await scripts.InvokeAsync<string?>("localStorage.getItem", cancellation, Key) is { } kept
                ? JsonSerializer.Deserialize<CoachPreferences>(kept, JsonSerializerOptions.Web) ?? new()
                : new();
        }
        catch (Exception failure) when (failure is JSException or JsonException)
        {
            // Storage is forbidden, or somebody else wrote there: the coach begins as on a first visit.
            return new();
        }
    }

    public async Task SaveAsync(IJSRuntime scripts, CancellationToken cancellation)
    {
        try
        {
            await scripts.InvokeVoidAsync("localStorage.setItem", cancellation, Key, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
        }
        catch (JSException)
        {
            // Storage is forbidden, so the choice lasts as long as the page.
        }
    }
}
