using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Iris.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddShoulderBaseline : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "Lean",
                table: "LiveBaselines",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Neck",
                table: "LiveBaselines",
                type: "double precision",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Lean",
                table: "LiveBaselines");

            migrationBuilder.DropColumn(
                name: "Neck",
                table: "LiveBaselines");
        }
    }
}
