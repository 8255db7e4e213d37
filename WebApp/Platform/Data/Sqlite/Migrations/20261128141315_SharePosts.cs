using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Iris.Platform.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SharePosts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "DiaryId",
                table: "DiaryPosts",
                type: "BLOB",
                fixedLength: true,
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Likes",
                table: "DiaryPosts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Tags",
                table: "DiaryPosts",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "Friendships",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    FirstId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    SecondId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    AskedById = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: true),
                    BlockedByFirst = table.Column<bool>(type: "INTEGER", nullable: false),
                    BlockedBySecond = table.Column<bool>(type: "INTEGER", nullable: false),
                    DiarySince = table.Column<long>(type: "INTEGER", nullable: true),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Friendships", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Friendships_Persons_FirstId",
                        column: x => x.FirstId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Friendships_Persons_SecondId",
                        column: x => x.SecondId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PostLikes",
                columns: table => new
                {
                    PostId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    PersonId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    LikedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PostLikes", x => new { x.PostId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_PostLikes_DiaryPosts_PostId",
                        column: x => x.PostId,
                        principalTable: "DiaryPosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PostLikes_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PostTags",
                columns: table => new
                {
                    Tag = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    PostId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PostTags", x => new { x.Tag, x.PostId });
                    table.ForeignKey(
                        name: "FK_PostTags_DiaryPosts_PostId",
                        column: x => x.PostId,
                        principalTable: "DiaryPosts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DiaryPosts_DiaryId_Id",
                table: "DiaryPosts",
                columns: new[] { "DiaryId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DiaryPosts_Visibility_Id_Likes_DeletedAt",
                table: "DiaryPosts",
                columns: new[] { "Visibility", "Id", "Likes", "DeletedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Friendships_FirstId_SecondId",
                table: "Friendships",
                columns: new[] { "FirstId", "SecondId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Friendships_SecondId",
                table: "Friendships",
                column: "SecondId");

            migrationBuilder.CreateIndex(
                name: "IX_PostLikes_PersonId",
                table: "PostLikes",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_PostTags_PostId",
                table: "PostTags",
                column: "PostId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Friendships");

            migrationBuilder.DropTable(
                name: "PostLikes");

            migrationBuilder.DropTable(
                name: "PostTags");

            migrationBuilder.DropIndex(
                name: "IX_DiaryPosts_DiaryId_Id",
                table: "DiaryPosts");

            migrationBuilder.DropIndex(
                name: "IX_DiaryPosts_Visibility_Id_Likes_DeletedAt",
                table: "DiaryPosts");

            migrationBuilder.DropColumn(
                name: "DiaryId",
                table: "DiaryPosts");

            migrationBuilder.DropColumn(
                name: "Likes",
                table: "DiaryPosts");

            migrationBuilder.DropColumn(
                name: "Tags",
                table: "DiaryPosts");
        }
    }
}
