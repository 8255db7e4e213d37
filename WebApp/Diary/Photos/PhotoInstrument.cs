using Iris.Diary.Posts;
using Iris.Instruments;
using Iris.Platform;
using Iris.Platform.Imaging;
using Microsoft.Extensions.Localization;

namespace Iris.Diary.Photos;

/// <summary>A picture that somebody took, and no network looks at: it goes the way of all pictures into the gallery, for posts to show.</summary>
internal sealed class PhotoInstrument : Instrument<NoOptions, Photo>
{
    public override string Slug => PostsModule.Photos;

    public override string Icon => "gallery";

    public override Type Text => typeof(PhotosText);

    public override int Order => 60;

    public override string Href => PostPages.Write;

    public override bool HasMarkings => false;

    public override int? LongestSide => PictureAnalysis.ThumbnailSide;

    public override Type View => typeof(PhotoView);

    protected override string Model => "photo 1";

    protected override Outcome<Photo> Analyse(Picture picture, float scale, NoOptions options, CancellationToken cancellation) => new Photo();

    protected override Overlay Draw(Photo result, int width, int height) => new(width, height, []);

    protected override string Headline(Photo result, IStringLocalizer text) => text["Headline"];
}

/// <summary>What is known about a photo: nothing but that it is one.</summary>
public sealed record Photo;
