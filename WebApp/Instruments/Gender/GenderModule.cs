namespace Iris.Instruments.Gender;

internal static class GenderModule
{
    public static void AddGender(this WebApplicationBuilder builder) => builder.AddInstrument<GenderInstrument>();
}
