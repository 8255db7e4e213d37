using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Iris.Platform.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PicturePosts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Mood",
                table: "DiaryPosts",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MorePictureIds",
                table: "DiaryPosts",
                type: "TEXT",
                maxLength: 132,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Weather",
                table: "DiaryPosts",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PublicProfiles",
                columns: table => new
                {
                    OwnerId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Bio = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    AvatarId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublicProfiles", x => x.OwnerId);
                    table.ForeignKey(
                        name: "FK_PublicProfiles_Persons_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DiaryPosts_OwnerId_Day_Id",
                table: "DiaryPosts",
                columns: new[] { "OwnerId", "Day", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PublicProfiles");

            migrationBuilder.DropIndex(
                name: "IX_DiaryPosts_OwnerId_Day_Id",
                table: "DiaryPosts");

            migrationBuilder.DropColumn(
                name: "Mood",
                table: "DiaryPosts");

            migrationBuilder.DropColumn(
                name: "MorePictureIds",
                table: "DiaryPosts");

            migrationBuilder.DropColumn(
                name: "Weather",
                table: "DiaryPosts");
        }
    }
}
