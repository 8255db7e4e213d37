using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Iris.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddLive : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "FaceIds",
                columns: table => new
                {
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    Sealed = table.Column<byte[]>(type: "bytea", nullable: false),
                    Samples = table.Column<int>(type: "integer", nullable: false),
                    ConsentAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UpdatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FaceIds", x => x.OwnerId);
                    table.ForeignKey(
                        name: "FK_FaceIds_Persons_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LiveBaselines",
                columns: table => new
                {
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    Camera = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    X = table.Column<double>(type: "double precision", nullable: false),
                    Y = table.Column<double>(type: "double precision", nullable: false),
                    Nose = table.Column<double>(type: "double precision", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LiveBaselines", x => new { x.OwnerId, x.Camera });
                    table.ForeignKey(
                        name: "FK_LiveBaselines_Persons_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LiveReports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    Camera = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastSeenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LiveReports", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LiveReports_Persons_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LiveMinutes",
                columns: table => new
                {
                    ReportId = table.Column<Guid>(type: "uuid", nullable: false),
                    Start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    Good = table.Column<double>(type: "double precision", nullable: false),
                    ForwardHead = table.Column<double>(type: "double precision", nullable: false),
                    Tilted = table.Column<double>(type: "double precision", nullable: false),
                    Calibrating = table.Column<double>(type: "double precision", nullable: false),
                    Away = table.Column<double>(type: "double precision", nullable: false),
                    NoFace = table.Column<double>(type: "double precision", nullable: false),
                    NotOwner = table.Column<double>(type: "double precision", nullable: false),
                    BlinkSeconds = table.Column<double>(type: "double precision", nullable: false),
                    Blinks = table.Column<int>(type: "integer", nullable: false),
                    Alerts = table.Column<int>(type: "integer", nullable: false),
                    LongestGood = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LiveMinutes", x => new { x.ReportId, x.Start });
                    table.ForeignKey(
                        name: "FK_LiveMinutes_LiveReports_ReportId",
                        column: x => x.ReportId,
                        principalTable: "LiveReports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LiveMinutes_OwnerId_Start",
                table: "LiveMinutes",
                columns: new[] { "OwnerId", "Start" });

            migrationBuilder.CreateIndex(
                name: "IX_LiveReports_LastSeenAt",
                table: "LiveReports",
                column: "LastSeenAt",
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LiveReports_OwnerId_StartedAt",
                table: "LiveReports",
                columns: new[] { "OwnerId", "StartedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FaceIds");

            migrationBuilder.DropTable(
                name: "LiveBaselines");

            migrationBuilder.DropTable(
                name: "LiveMinutes");

            migrationBuilder.DropTable(
                name: "LiveReports");
        }
    }
}
