using Iris.Platform.Words;
using Microsoft.EntityFrameworkCore;

namespace Iris.Tests.Platform.Data;

[Collection(nameof(WithIris))]
public class StorableTextTests(IrisApplication iris)
{
    [Fact]
    public async Task What_is_no_character_is_neither_stored_nor_looked_for()
    {
        var list = new SavedWordList { Id = Guid.CreateVersion7(), SavedAt = default, Text = "a\0b\uD83Dc\r\n\t한😀" };
        var found = await iris.QueryAsync(async database =>
        {
            database.Add(list);
            await database.SaveChangesAsync();
            var text = "a\0bc\r\n\t\uDE00한😀";
            var rows = await database.Set<SavedWordList>().AsNoTracking().Where(row => row.Id == list.Id && row.Text == text).ToListAsync();
            await database.Set<SavedWordList>().Where(row => row.Id == list.Id).ExecuteDeleteAsync();
            return Assert.Single(rows);
        });

        Assert.Equal("abc\r\n\t한😀", found.Text);
    }
}
