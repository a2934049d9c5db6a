using TokenSpend.Core.Operations;
using TokenSpend.Web;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<SpendReports>().AddSingleton<Imports>();
WebApp.AddPages(builder);
var app = builder.Build();
WebApp.MapPages(app);
app.Run();
