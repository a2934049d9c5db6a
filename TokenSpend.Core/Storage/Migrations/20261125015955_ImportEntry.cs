using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TokenSpend.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ImportEntry : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Entry",
                table: "import",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Entry",
                table: "import");
        }
    }
}
