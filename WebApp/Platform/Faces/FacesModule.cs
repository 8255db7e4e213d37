using Iris.Platform.Faces.FaceApi;
using Iris.Platform.Faces.Human;
using Iris.Platform.Inference;

namespace Iris.Platform.Faces;

/// <summary>Registers the face networks and <see cref="FaceReader"/>.</summary>
internal static class FacesModule
{
    /// <summary>All networks of this folder.</summary>
    public static IEnumerable<ModelSource> Networks => HumanModels.All.Concat(FaceApiModels.All);

    public static WebApplicationBuilder AddFaces(this WebApplicationBuilder builder)
    {
        foreach (var source in Networks)
        {
            builder.Services.AddSingleton(source);
        }

        builder.Services.AddSingleton<FaceReader>();
        return builder;
    }
}
