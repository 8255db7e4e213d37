using System.ComponentModel.DataAnnotations;
using Iris.Platform.Storage;
using Microsoft.Extensions.Configuration;

namespace Iris.Tests.Platform.Storage;

public sealed class S3OptionsTests
{
    [Theory]
    [InlineData()]
    [InlineData("Bucket=pictures")]
    [InlineData("Bucket=pictures", "Region=ap-northeast-2", "Prefix=iris/production/")]
    [InlineData("Bucket=my.pictures-2", "Endpoint=http://localhost:9000", "PathStyle=true", "ChunkedSigning=false")]
    public void Settings_are_accepted(params string[] settings) => Assert.Empty(Validate(settings));

    [Theory]
    [InlineData("Bucket=Pictures")]
    [InlineData("Bucket=a")]
    [InlineData("Bucket=pictures", "Prefix=../other")]
    [InlineData("Bucket=pictures", "Endpoint=localhost:9000")]
    [InlineData("Bucket=pictures", "Endpoint=/somewhere")]
    [InlineData("Region=ap-northeast-2")]
    [InlineData("Endpoint=http://localhost:9000")]
    public void Mistakes_are_told_at_start(params string[] settings) => Assert.NotEmpty(Validate(settings));

    private static List<ValidationResult> Validate(string[] settings)
    {
        var values = settings.Select(setting => setting.Split('=', 2)).ToDictionary(parts => parts[0], string? (parts) => parts[1]);
        var options = new S3Options();
        new ConfigurationBuilder().AddInMemoryCollection(values).Build().Bind(options);
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results;
    }
}
