using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Iris.Platform.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LearnFaceTypes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "FaceTypeClassifier",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FaceTypeClassifier", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FaceTypeReferences",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    TypeId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    OwnerId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    AddedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MayBeShown = table.Column<bool>(type: "INTEGER", nullable: false),
                    PictureKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FaceTypeReferences", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FaceTypeReferences_Persons_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FaceTypeTrainings",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    Progress = table.Column<double>(type: "REAL", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Error = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Report = table.Column<string>(type: "TEXT", nullable: true),
                    Model = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FaceTypeTrainings", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FaceTypeVotes",
                columns: table => new
                {
                    ReferenceId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    OwnerId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    TypeId = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 16, nullable: false),
                    VotedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FaceTypeVotes", x => new { x.ReferenceId, x.OwnerId });
                    table.ForeignKey(
                        name: "FK_FaceTypeVotes_FaceTypeReferences_ReferenceId",
                        column: x => x.ReferenceId,
                        principalTable: "FaceTypeReferences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_FaceTypeVotes_Persons_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FaceTypeReferences_OwnerId",
                table: "FaceTypeReferences",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_FaceTypeReferences_TypeId_Id",
                table: "FaceTypeReferences",
                columns: new[] { "TypeId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_FaceTypeTrainings_Number",
                table: "FaceTypeTrainings",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FaceTypeTrainings_Status",
                table: "FaceTypeTrainings",
                column: "Status");

            migrationBuilder.CreateIndex(
                name: "IX_FaceTypeVotes_OwnerId",
                table: "FaceTypeVotes",
                column: "OwnerId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FaceTypeClassifier");

            migrationBuilder.DropTable(
                name: "FaceTypeTrainings");

            migrationBuilder.DropTable(
                name: "FaceTypeVotes");

            migrationBuilder.DropTable(
                name: "FaceTypeReferences");
        }
    }
}
