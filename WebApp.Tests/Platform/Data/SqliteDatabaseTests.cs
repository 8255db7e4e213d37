using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Iris.Tests.Platform.Data;

/// <summary>Starts, ends and kills the real program on its own database.</summary>
public sealed class SqliteDatabaseTests : IAsyncLifetime
{
    private readonly string dataFolder = Directory.CreateTempSubdirectory("iris-process-").FullName;
    private readonly List<IrisProcess> started = [];

    [Fact]
    public async Task Interrupted_it_leaves_one_whole_file_and_starts_again()
    {
        var first = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await first.SignInAsync());
        Assert.Equal(0, await first.InterruptAsync());
        Assert.Equal(["iris.db"], Directory.GetFiles(dataFolder, "iris.db*").Select(Path.GetFileName));

        var second = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, await second.SignInAsync());
    }

    [Fact]
    public async Task Killed_while_twenty_clients_write_it_has_lost_nothing_that_it_acknowledged()
    {
        var first = await StartAsync(new() { ["RateLimits__Enabled"] = "false" });
        var client = first.Client!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(client));
        var acknowledged = new List<Guid>();
        var enough = new TaskCompletionSource();
        var writers = Enumerable.Range(0, 20).Select(writer => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    using var answer = await client.PostAsJsonAsync("/api/v1/diary/posts", new { title = $"달빛 {writer}", text = "🌙" });
                    answer.EnsureSuccessStatusCode();
                    var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
                    lock (acknowledged)
                    {
                        acknowledged.Add(id);
                        if (acknowledged.Count == 200) enough.SetResult();
                    }
                }
            }
            catch (HttpRequestException) when (enough.Task.IsCompleted)
            {
                // The program is gone.
            }
        })).ToArray();
        await Task.WhenAny(enough.Task, Task.WhenAll(writers));
        await first.KillAsync();
        await Task.WhenAll(writers);

        var second = await StartAsync();
        second.Client!.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
        foreach (var id in acknowledged)
        {
            using var post = await second.Client.GetAsync($"/api/v1/diary/posts/{id}");
            Assert.Equal(HttpStatusCode.OK, post.StatusCode);
        }

        Assert.InRange(acknowledged.Count, 200, int.MaxValue);
        await second.InterruptAsync();
        await using var file = new SqliteConnection($"Data Source={Path.Combine(dataFolder, "iris.db")};Pooling=False");
        await file.OpenAsync();
        await using var check = file.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", await check.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_start_that_was_killed_while_it_made_the_schema_is_no_obstacle()
    {
        await using (var file = new SqliteConnection($"Data Source={Path.Combine(dataFolder, "iris.db")};Pooling=False"))
        {
            await file.OpenAsync();
            await using var leave = file.CreateCommand();
            leave.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-21 00:00:00');
                """;
            await leave.ExecuteNonQueryAsync();
        }

        Assert.Equal(HttpStatusCode.OK, await (await StartAsync()).SignInAsync());
    }

    [Fact]
    public async Task A_second_instance_says_that_the_folder_is_in_use_and_ends()
    {
        await StartAsync();
        Assert.Equal(
            $"Another instance of Iris is already running on the data folder '{dataFolder}'. Stop it, or give this one its own with Data:Folder.", await RefusedAsync());
    }

    [Fact]
    public async Task What_is_no_database_is_left_alone()
    {
        var letter = Path.Combine(dataFolder, "iris.db");
        await File.WriteAllTextAsync(letter, string.Concat(Enumerable.Repeat("Dear Iris, ", 500)));

        Assert.Contains($"The database in the data folder '{dataFolder}' can't be opened: ", await RefusedAsync(), StringComparison.Ordinal);

        Assert.StartsWith("Dear Iris", await File.ReadAllTextAsync(letter), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres", "", "Database:Provider is 'postgres'; it can be 'sqlite' or 'mysql'.")]
    [InlineData("", "Server=db", "ConnectionStrings:Database is set, but SQLite's file lies in the data folder. Set Database:Provider to 'mysql', or take the connection string away.")]
    [InlineData("MySQL", "", "Database:Provider is 'mysql', but ConnectionStrings:Database does not say where the server is.")]
    [InlineData("mysql", "Server=127.0.0.1;Port=1;User ID=iris", "The database can't be reached: Unable to connect to any of the specified MySQL hosts. Check ConnectionStrings:Database.")]
    [InlineData("mysql", "Host=db;Colour=blue", "The database can't be reached: Option 'colour' not supported. Check ConnectionStrings:Database.")]
    public async Task Settings_that_name_no_database_are_said(string provider, string connection, string sentence) =>
        Assert.Equal(sentence, await RefusedAsync(new() { ["Database__Provider"] = provider, ["ConnectionStrings__Database"] = connection }));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var iris in started)
        {
            if (iris.Client is not null && Directory.Exists($"/proc/{iris.Id}")) await iris.InterruptAsync();
            iris.Dispose();
        }

        Directory.Delete(dataFolder, recursive: true);
    }

    private async Task<IrisProcess> StartAsync(Dictionary<string, string>? settings = null)
    {
        var iris = await IrisProcess.StartAsync(dataFolder, settings);
        started.Add(iris);
        return iris;
    }

    private async Task<string> RefusedAsync(Dictionary<string, string>? settings = null)
    {
        var iris = await StartAsync(settings);
        var (exitCode, errors) = await iris.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.Null(iris.Client);
        return errors.Trim();
    }

    private static async Task<string> TokenAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/accounts/login", new { email = IrisApplication.AdminEmail, password = IrisApplication.Password });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }
}
