using Iris.Accounts;
using Iris.Instruments.FaceTypes.Classification;
using Iris.Instruments.FaceTypes.Drawing;
using Iris.Instruments.FaceTypes.References;
using Iris.Instruments.FaceTypes.Sharing;
using Iris.Instruments.FaceTypes.Survey;
using Iris.Instruments.FaceTypes.Training;
using Iris.Instruments.FaceTypes.Types;
using Iris.Platform.Data;
using Iris.Shell;

namespace Iris.Instruments.FaceTypes;

internal static class FaceTypeModule
{
    public const string AdminPage = "/admin/face-types", SurveyPage = "/face-type/survey";

    public static void AddFaceTypes(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SharingOptions>().BindConfiguration("Sharing").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FaceTypeReadings>();
        services.AddSingleton<TypeCatalogue>();
        services.AddSingleton<GeometryClassifier>();
        services.AddSingleton<FaceTypeSettings>();
        services.AddSingleton<ReferencePictures>();
        services.AddSingleton<Trainings>();
        services.AddSingleton<TrainingRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<TrainingRunner>());
        services.AddSingleton<TypeSurvey>();
        services.AddSingleton<CardLinks>();
        services.AddSingleton<CardPictures>();
        services.AddSingleton<IPersonalData, PersonalCardLinks>();
        services.AddSingleton<IPersonalData, PersonalReferences>();
        services.AddSingleton<IPersonalData, PersonalVotes>();
        services.AddSingleton(new NavigationItem(AdminPage, "face-type", typeof(FaceTypeText), "Admin.Title", "Admin.Tagline", NavigationArea.Administration, 40, Roles.Admin));
        builder.AddInstrument<FaceTypeInstrument>();
    }

    public static void MapFaceTypes(this WebApplication app)
    {
        app.MapTypePictures();
        app.MapCards();
        app.MapTypeApi();
        app.MapSurvey();
    }
}
