using Iris.Platform.Faces.FaceApi;
using Iris.Platform.Faces.Human;

namespace Iris.Platform.Faces;

/// <summary>Registers the face networks and <see cref="FaceReader"/>.</summary>
internal static class FacesModule
{
    public static WebApplicationBuilder AddFaces(this WebApplicationBuilder builder)
    {
        foreach (var source in HumanModels.All.Concat(FaceApiModels.All))
        {
            builder.Services.AddSingleton(source);
        }

        builder.Services.AddSingleton<FaceReader>();
        return builder;
    }
}
