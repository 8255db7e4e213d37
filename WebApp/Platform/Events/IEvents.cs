namespace Iris.Platform.Events;

/// <summary>
/// Tells other pages, on this node and on others, that something happened. An event is a hint, and may be lost: what is true stands in the database, and whoever hears looks there.
/// So it carries what to look at, and no more than everybody who can listen to the topic may know.
/// </summary>
internal interface IEvents
{
    /// <summary>Tells all who listen. Does not fail: a broker that can't be reached is logged, and this node hears all the same.</summary>
    /// <param name="topic">What it is about, such as <c>likes</c>; see the features.</param>
    /// <param name="message">A few hundred characters at most.</param>
    Task TellAsync(string topic, string message);

    /// <summary>Listens until the answer is disposed.</summary>
    /// <param name="topic">As it is told.</param>
    /// <param name="hear">Called on the thread of whoever tells, with the culture that was current when it began to listen; returns at once and throws nothing.</param>
    IDisposable Listen(string topic, Action<string> hear);
}
