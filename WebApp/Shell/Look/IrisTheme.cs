using MudBlazor;

namespace Iris.Shell.Look;

/// <summary>
/// The look of Iris: calm like an instrument, quiet surfaces, one violet blue accent, no shouting capitals. Text has at least 4.5 : 1 in both palettes.
/// <see cref="ThemeSheet"/> turns it into the sheet that every page loads.
/// </summary>
internal static class IrisTheme
{
    private static readonly string[] Fonts =
    [
        "system-ui", "-apple-system", "\"Segoe UI\"", "Roboto", "\"Apple SD Gothic Neo\"", "Pretendard", "\"Noto Sans KR\"", "\"Noto Sans CJK KR\"", "\"Malgun Gothic\"", "sans-serif",
    ];

    /// <summary>The theme, with both palettes.</summary>
    public static MudTheme Theme { get; } = With(Painted<PaletteLight>(dark: false));

    /// <summary>The same with the dark colours in the place of the light ones, for <see cref="ThemeSheet"/>, which reads that place.</summary>
    public static MudTheme Darkened { get; } = With(Painted<PaletteLight>(dark: true));

    private static MudTheme With(PaletteLight palette) => new()
    {
        PaletteLight = palette,
        PaletteDark = Painted<PaletteDark>(dark: true),
        LayoutProperties = new() { DefaultBorderRadius = "8px", AppbarHeight = "60px", DrawerWidthLeft = "236px", DrawerMiniWidthLeft = "64px" },
        Shadows = new() { Elevation = [.. Enumerable.Range(0, 26).Select(Shadow)] },
        Typography = new()
        {
            Default = Written<DefaultTypography>("1rem", 400, 1.6),
            H1 = Written<H1Typography>("clamp(1.625rem, 1.3rem + 1.4vw, 2.25rem)", 700, 1.25, "-.015em"),
            H2 = Written<H2Typography>("clamp(1.25rem, 1.15rem + .5vw, 1.5rem)", 650, 1.25, "-.015em"),
            H3 = Written<H3Typography>("1.125rem", 650, 1.35, "-.01em"),
            H4 = Written<H4Typography>("1.75rem", 650, 1.25, "-.015em"),
            H5 = Written<H5Typography>("1.375rem", 650, 1.3, "-.015em"),
            H6 = Written<H6Typography>("1.125rem", 650, 1.35, "-.01em"),
            Subtitle1 = Written<Subtitle1Typography>("1rem", 400, 1.6),
            Subtitle2 = Written<Subtitle2Typography>(".9375rem", 600, 1.5),
            Body1 = Written<Body1Typography>("1rem", 400, 1.6),
            Body2 = Written<Body2Typography>(".9375rem", 400, 1.55),
            Button = Written<ButtonTypography>(".9375rem", 600, 1.5),
            Caption = Written<CaptionTypography>(".8125rem", 400, 1.5),
            Overline = Written<OverlineTypography>(".8125rem", 600, 1.5),
        },
    };

    private static T Painted<T>(bool dark) where T : Palette, new()
    {
        return new T
        {
            Black = "#191630",
            White = "#ffffff",
            Primary = Of("#4f43d6", "#b3a9ff"),
            PrimaryContrastText = Of("#ffffff", "#17142e"),
            Secondary = Of("#0a7190", "#6fd8f5"),
            SecondaryContrastText = Of("#ffffff", "#0f0e17"),
            Tertiary = Of("#a8275c", "#ff92b8"),
            TertiaryContrastText = Of("#ffffff", "#0f0e17"),
            Info = Of("#1763b8", "#84bdfa"),
            InfoContrastText = Of("#ffffff", "#0f0e17"),
            Success = Of("#0b7449", "#57d79f"),
            SuccessContrastText = Of("#ffffff", "#0f0e17"),
            Warning = Of("#8a5600", "#f0bd5b"),
            WarningContrastText = Of("#ffffff", "#0f0e17"),
            Error = Of("#bb1e48", "#ff92a9"),
            ErrorContrastText = Of("#ffffff", "#0f0e17"),
            Dark = Of("#2b2942", "#dddbea"),
            DarkContrastText = Of("#ffffff", "#181724"),
            TextPrimary = Of("#2b2942", "#dddbea"),
            TextSecondary = Of("#5d5a78", "#a5a2bf"),
            TextDisabled = Of("#8d8ba6", "#726f8f"),
            ActionDefault = Of("#5d5a78", "#a5a2bf"),
            ActionDisabled = Of("#8d8ba6", "#726f8f"),
            ActionDisabledBackground = Of("#e6e6ef", "#262436"),
            Background = Of("#f7f7fb", "#0f0e17"),
            BackgroundGray = Of("#eeeef6", "#13121d"),
            Surface = Of("#ffffff", "#181724"),
            DrawerBackground = Of("#ffffff", "#14131e"),
            DrawerText = Of("#2b2942", "#dddbea"),
            DrawerIcon = Of("#5d5a78", "#a5a2bf"),
            AppbarBackground = Of("#ffffff", "#14131e"),
            AppbarText = Of("#191630", "#f4f3fb"),
            LinesDefault = Of("#dfdfeb", "#312f45"),
            LinesInputs = Of("#8d8ba6", "#726f8f"),
            TableLines = Of("#dfdfeb", "#312f45"),
            TableStriped = Of("#f4f4fa", "#1d1b2a"),
            TableHover = Of("#f1f0fd", "#221f38"),
            Divider = Of("#dfdfeb", "#312f45"),
            DividerLight = Of("#eaeaf3", "#262436"),
            Skeleton = Of("#e6e6f0", "#262436"),
            GrayDefault = Of("#8d8ba6", "#726f8f"),
            GrayLight = Of("#aaa8c0", "#67647f"),
            GrayLighter = Of("#dfdfeb", "#312f45"),
            GrayDark = Of("#5d5a78", "#a5a2bf"),
            GrayDarker = Of("#2b2942", "#dddbea"),
            OverlayDark = "rgba(15,14,23,0.5)",
            OverlayLight = Of("rgba(255,255,255,0.6)", "rgba(24,23,36,0.6)"),
            HoverOpacity = 0.08,
        };

        string Of(string light, string night) => dark ? night : light;
    }

    private static T Written<T>(string size, int weight, double lineHeight, string spacing = "normal") where T : BaseTypography, new() => new()
    {
        FontFamily = Fonts,
        FontSize = size,
        FontWeight = $"{weight}",
        LineHeight = lineHeight.ToString(System.Globalization.CultureInfo.InvariantCulture),
        LetterSpacing = spacing,
        TextTransform = "none",
    };

    /// <summary>Three heights instead of twenty-five: lying, lifted, floating.</summary>
    private static string Shadow(int elevation) => elevation switch
    {
        0 => "none",
        < 4 => "0 1px 2px light-dark(rgb(25 22 48 / 6%), rgb(0 0 0 / 40%)), 0 4px 16px light-dark(rgb(25 22 48 / 5%), rgb(0 0 0 / 24%))",
        < 8 => "0 2px 4px light-dark(rgb(25 22 48 / 7%), rgb(0 0 0 / 44%)), 0 8px 24px light-dark(rgb(25 22 48 / 9%), rgb(0 0 0 / 36%))",
        _ => "0 2px 6px light-dark(rgb(25 22 48 / 8%), rgb(0 0 0 / 48%)), 0 16px 40px light-dark(rgb(25 22 48 / 14%), rgb(0 0 0 / 48%))",
    };
}
