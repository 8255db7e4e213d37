using Iris.Accounts.Authentication;
using Iris.Platform;
using Iris.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Iris.Accounts;

/// <summary>
/// Erases accounts. Objects and rows live in two stores that share no transaction, so the account is closed first, in one step: no sign-in, no session, no
/// token opens it any more. Then the features erase what they keep, and the row of the person goes last. Whatever interrupts that, the row remembers
/// that it has to go, and <see cref="ErasureService"/> finishes.
/// </summary>
internal sealed class AccountErasure(AppDbContext db, SecurityStamps stamps, IEnumerable<IPersonalData> features, TimeProvider clock, ILogger<AccountErasure> logger)
{
    /// <summary>Closes the account and erases it. False when a store failed on the way: the rest is erased later, and nobody sees it meanwhile.</summary>
    public async Task<bool> EraseAsync(Person person)
    {
        var (now, stamp) = (clock.GetUtcNow(), Guid.NewGuid().ToString());
        // One statement, whatever else is being changed, and however often it was asked for.
        await db.Users.Where(row => row.Id == person.Id).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.ErasureStartedAt, row => row.ErasureStartedAt ?? now)
            .SetProperty(row => row.PasswordHash, (string?)null)
            .SetProperty(row => row.SecurityStamp, stamp)
            .SetProperty(row => row.ConcurrencyStamp, stamp));
        stamps.Forget(person.Id);
        return await FinishAsync(person.Id, CancellationToken.None); // a caller who hangs up has asked all the same
    }

    /// <summary>Finishes what was begun earlier.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        var begun = await db.Users.Where(person => person.ErasureStartedAt != null).Select(person => person.Id).ToListAsync(cancellationToken);
        foreach (var id in begun) await FinishAsync(id, cancellationToken);
    }

    private async Task<bool> FinishAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var feature in features) await feature.EraseAsync(id, cancellationToken);
            await db.Users.Where(person => person.Id == id).ExecuteDeleteAsync(cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "The erasure of account {Person} is not finished and will be tried again", id);
            return false;
        }
    }
}

/// <summary>Finishes interrupted erasures at start and every hour.</summary>
internal sealed class ErasureService(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ErasureService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.UntilStartedAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<AccountErasure>().ResumeAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "Interrupted erasures could not be looked up");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
