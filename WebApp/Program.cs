using Iris.Accounts;
using Iris.Admin;
using Iris.Diary.Comments;
using Iris.Diary.Feed;
using Iris.Diary.Friends;
using Iris.Diary.Moderation;
using Iris.Diary.Notifications;
using Iris.Diary.Painting;
using Iris.Diary.Photos;
using Iris.Diary.Posts;
using Iris.Diary.Profiles;
using Iris.Gallery;
using Iris.Instruments;
using Iris.Instruments.Cells;
using Iris.Instruments.FaceTypes;
using Iris.Instruments.Gender;
using Iris.Live;
using Iris.Platform;
using Iris.Platform.Compute;
using Iris.Platform.Data;
using Iris.Platform.Diffusion;
using Iris.Platform.Events;
using Iris.Platform.Faces;
using Iris.Platform.Imaging;
using Iris.Platform.Inference;
using Iris.Platform.Storage;
using Iris.Platform.Web;
using Iris.Platform.Words;
using Iris.Shell;
using Iris.Worker;

return await ProgramRun.ToEndAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    if (builder.IsWorker())
    {
        await builder.RunWorkerAsync();
        return;
    }

    builder.AddWeb();
    builder.AddData();
    builder.AddWords();
    builder.AddEvents();
    builder.AddStorage();
    builder.AddImaging();
    builder.AddInference();
    builder.AddFaces();
    builder.AddDiffusion();
    builder.AddCompute();
    builder.AddShell();
    builder.AddAccounts();
    builder.AddInstruments();
    builder.AddCells();
    builder.AddGender();
    builder.AddFaceTypes();
    builder.AddLive();
    builder.AddPainting();
    builder.AddPosts();
    builder.AddPhotos();
    builder.AddFeed();
    builder.AddComments();
    builder.AddModeration();
    builder.AddProfiles();
    builder.AddFriends();
    builder.AddNotifications();
    builder.AddGallery();
    builder.AddAdmin();

    var app = builder.Build();
    await app.ServeAsync(
        () =>
        {
            app.UseWeb();
            app.MapStorage();
            app.MapShell();
            app.MapAccounts();
            app.MapInstruments();
            app.MapCells();
            app.MapFaceTypes();
            app.MapLive();
            app.MapPainting();
            app.MapPosts();
            app.MapFeed();
            app.MapComments();
            app.MapModeration();
            app.MapProfiles();
            app.MapFriends();
            app.MapNotifications();
            app.MapGallery();
            app.MapAdmin();
        },
        async () =>
        {
            await app.StartDatabaseAsync();
            await app.EnsureAdminAsync();
        });
});

/// <summary>The composition root: one line per module.</summary>
public sealed partial class Program;
