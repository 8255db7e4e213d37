namespace Iris.Platform.Diffusion;

internal static class DiffusionModule
{
    public static void AddDiffusion(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PainterOptions>().BindConfiguration("Painter").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Painters>();
    }
}
