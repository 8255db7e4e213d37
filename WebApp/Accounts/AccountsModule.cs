using Iris.Accounts.Authentication;
using Iris.Accounts.Registration;
using Iris.Platform.Data;
using Iris.Platform.Web;
using Iris.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Iris.Accounts;

/// <summary>People: registration, sign-in, the profile and what belongs to it.</summary>
internal static class AccountsModule
{
    public static WebApplicationBuilder AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ComposedPasswords>();
        services.AddSingleton<IPasswordHasher<Person>>(provider => provider.GetRequiredService<ComposedPasswords>());
        services.AddIdentityCore<Person>(Configure)
            .AddUserManager<People>()
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<AppDbContext>()
            .AddClaimsPrincipalFactory<PersonClaimsFactory>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.AddSiteAuthentication();
        services.AddSingleton<SecurityStamps>();
        // The database context asks for its interceptors before it exists, and the stamps ask for the context.
        services.AddSingleton<IInterceptor>(provider => new SecurityStampChanges(new(provider.GetRequiredService<SecurityStamps>)));
        services.AddSingleton<Sessions>();
        services.AddSingleton<OpenConnections>();
        services.AddHostedService(provider => provider.GetRequiredService<OpenConnections>());
        services.AddSingleton<HubGuard>();
        services.AddSingleton<IClaimsTransformation>(provider => provider.GetRequiredService<Sessions>());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, EndedSessions>();
        services.AddScoped<AuthenticationStateProvider, CircuitSessions>();
        services.AddScoped<PersonRegistry>();
        services.AddSingleton<SignInAttempts>();
        services.AddScoped<CurrentPassword>();
        services.AddScoped<SignIn>();
        services.AddScoped<CurrentPerson>();
        services.AddScoped<TwoStepSetup>();
        services.AddScoped<AccountErasure>();
        services.AddScoped<AccountExport>();
        services.AddScoped<FirstAdmin>();
        services.AddHostedService<ErasureService>();
        services.AddSingleton(new NavigationItem(AccountPages.Profile, "person", typeof(AccountsText), "Profile", "Profile.Tagline", NavigationArea.Account, 10));
        return builder;
    }

    public static WebApplication MapAccounts(this WebApplication app)
    {
        app.MapAccountsApi();
        app.MapPost(AccountPages.Logout, LogoutAsync).ExcludeFromDescription();
        return app;
    }

    /// <summary>Makes the first admin when there is none.</summary>
    public static async Task EnsureAdminAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FirstAdmin>().EnsureAsync();
    }

    /// <summary>What Identity checks beyond <see cref="PersonRules"/>; addresses are compared by it, and any letter may stand in them.</summary>
    private static void Configure(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
        options.Password.RequiredLength = 1;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }

    /// <summary>Binding a form field makes the framework ask for the antiforgery token.</summary>
    private static async Task<IResult> LogoutAsync([FromForm] string? returnUrl, HttpContext context, SignInManager<Person> manager, OpenConnections connections)
    {
        await manager.SignOutAsync();
        connections.SignOut(context.User);
        return TypedResults.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }
}
