using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Iris.Platform.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AddFaceTypes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "FaceTypes",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    NameKo = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    DescriptionKo = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    Share = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FaceTypes", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FaceTypes_Name",
                table: "FaceTypes",
                column: "Name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FaceTypes");
        }
    }
}
