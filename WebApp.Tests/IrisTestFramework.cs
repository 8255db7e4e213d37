using System.Reflection;
using Iris.Tests.Platform.Data.MariaDb;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Iris.Tests.IrisTestFramework", "Iris.Tests")]

namespace Iris.Tests;

/// <summary>
/// Skips the tests of a whole collection, with the reason, when its fixture needs something that the machine lacks. With IRIS_FORBID_SKIPS=1, as in CI, they run, and fail,
/// anyway. A fact can be skipped by its own attribute (<see cref="FactWhenAttribute"/>), but not because of the class that inherits it.
/// </summary>
public sealed class IrisTestFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) => new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private static string? WhyNot(ITestCollection tests) =>
        tests.DisplayName == nameof(WithMariaDb) && Environment.GetEnvironmentVariable("IRIS_FORBID_SKIPS") != "1" ? MariaDbServer.Missing : null;

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider sources, IMessageSink diagnostics) : XunitTestFrameworkExecutor(assembly, sources, diagnostics)
    {
        protected override async void RunTestCases(IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            using var runner = new Runner(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
            await runner.RunAsync();
        }
    }

    private sealed class Runner(
        ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageSink execution, ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, diagnostics, execution, options)
    {
        protected override Task<RunSummary> RunTestCollectionAsync(
            IMessageBus messageBus, ITestCollection testCollection, IEnumerable<IXunitTestCase> testCases, CancellationTokenSource cancellationTokenSource) =>
            WhyNot(testCollection) is { } reason
                ? Task.FromResult(Skip(messageBus, [.. testCases], reason))
                : base.RunTestCollectionAsync(messageBus, testCollection, testCases, cancellationTokenSource);

        private static RunSummary Skip(IMessageBus bus, IXunitTestCase[] cases, string reason)
        {
            foreach (var test in cases.Select(testCase => new XunitTest(testCase, testCase.DisplayName)))
            {
                bus.QueueMessage(new TestStarting(test));
                bus.QueueMessage(new TestSkipped(test, reason));
                bus.QueueMessage(new TestFinished(test, 0, ""));
            }

            return new RunSummary { Total = cases.Length, Skipped = cases.Length };
        }
    }
}
