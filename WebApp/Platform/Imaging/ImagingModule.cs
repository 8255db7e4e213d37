namespace Iris.Platform.Imaging;

/// <summary>Registers the limits of pictures (section <c>Imaging</c>); everything else in this folder is plain calls.</summary>
internal static class ImagingModule
{
    public static WebApplicationBuilder AddImaging(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PictureLimits>().BindConfiguration("Imaging").ValidateDataAnnotations().ValidateOnStart();
        return builder;
    }
}
