using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Iris.Platform.Data.MySql.Migrations
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
                    Id = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FaceTypeClassifier", x => x.Id);
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "FaceTypeReferences",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    TypeId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    OwnerId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    AddedAt = table.Column<DateTimeOffset>(type: "datetime(6)", nullable: false),
                    MayBeShown = table.Column<bool>(type: "tinyint(1)", nullable: false),
                    PictureKey = table.Column<string>(type: "varchar(200)", maxLength: 200, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4")
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
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "FaceTypeTrainings",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetime(6)", nullable: false),
                    Status = table.Column<string>(type: "varchar(10)", maxLength: 10, nullable: false, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    LeaseUntil = table.Column<DateTimeOffset>(type: "datetime(6)", nullable: false),
                    Progress = table.Column<double>(type: "double", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "datetime(6)", nullable: true),
                    Error = table.Column<string>(type: "varchar(40)", maxLength: 40, nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    Report = table.Column<string>(type: "longtext", nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4"),
                    Model = table.Column<string>(type: "longtext", nullable: true, collation: "utf8mb4_bin")
                        .Annotation("MySql:CharSet", "utf8mb4")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FaceTypeTrainings", x => x.Id);
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

            migrationBuilder.CreateTable(
                name: "FaceTypeVotes",
                columns: table => new
                {
                    ReferenceId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    OwnerId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    TypeId = table.Column<byte[]>(type: "binary(16)", fixedLength: true, maxLength: 16, nullable: false),
                    VotedAt = table.Column<DateTimeOffset>(type: "datetime(6)", nullable: false)
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
                })
                .Annotation("MySql:CharSet", "utf8mb4")
                .Annotation("Relational:Collation", "utf8mb4_bin");

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
