using System.Text.Json.Nodes;
using Iris.Tests.Platform.Diffusion;

namespace Iris.Tests.Diary.Painting;

internal static class WordsOfTinyPainter
{
    private static readonly string[] Words = ["the", "a", "red", "house", "at", "in", "night", "snow", "someone", "빨간", "집", "밤에", "눈", "오는", "날에"];

    /// <summary>Tells the painter what its world is, so that the page has words that it does not know, and styles that it does.</summary>
    public static TinyPainter WithWords(this TinyPainter painter)
    {
        painter.Json("iris.json", new()
        {
            ["name"] = "Tiny",
            ["version"] = "test-1",
            ["steps"] = 20,
            ["words"] = new JsonArray([.. Words.Select(word => (JsonNode)word)]),
            ["particles"] = new JsonArray("이", "에"),
            ["examples"] = new JsonObject { ["en"] = new JsonArray("the red house", "a house at night"), ["ko"] = new JsonArray("빨간 집", "밤에 집이") },
        });
        return painter;
    }
}
