using Iris.Tests.Accounts;
using Iris.Tests.Admin;
using Iris.Tests.Diary.Comments;
using Iris.Tests.Diary.Feed;
using Iris.Tests.Diary.Friends;
using Iris.Tests.Diary.Likes;
using Iris.Tests.Diary.Moderation;
using Iris.Tests.Diary.Notifications;
using Iris.Tests.Diary.Painting;
using Iris.Tests.Diary.Posts;
using Iris.Tests.Diary.Profiles;
using Iris.Tests.Diary.Search;
using Iris.Tests.EveryCall;
using Iris.Tests.Gallery;
using Iris.Tests.Instruments.Cells;
using Iris.Tests.Instruments.FaceTypes;
using Iris.Tests.Instruments.Gender;
using Iris.Tests.Live.Frames;
using Iris.Tests.Live.Identity;
using Iris.Tests.Live.Reports;
using Iris.Tests.Live.Sessions;
using Iris.Tests.Platform.Compute;

namespace Iris.Tests.Platform.Data.MariaDb;

// The tests that touch data, once more. What pages and browsers show does not depend on where it was kept.

[Collection(nameof(WithMariaDb))]
public sealed class AccountErasureOnMariaDb(MariaDbApplication iris) : AccountErasureTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class AccountPagesOnMariaDb(MariaDbApplication iris) : AccountPagesTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class AccountsApiOnMariaDb(MariaDbApplication iris) : AccountsApiTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class SignInAttemptsOnMariaDb(MariaDbApplication iris) : SignInAttemptsTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class AtOnceOnMariaDb(MariaDbApplication iris) : AtOnceTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class StorableTextOnMariaDb(MariaDbApplication iris) : StorableTextTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class SecurityStampsOnMariaDb(MariaDbApplication iris) : SecurityStampsTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class PaintingApiOnMariaDb(MariaDbApplication iris) : PaintingApiTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class PaintingDeskOnMariaDb(MariaDbApplication iris) : PaintingDeskTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class PaintingQueueOnMariaDb(MariaDbApplication iris) : PaintingQueueTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class PersonalPaintingsOnMariaDb(MariaDbApplication iris) : PersonalPaintingsTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class DeletedPostsOnMariaDb(MariaDbApplication iris) : DeletedPostsTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class PersonalPostsOnMariaDb(MariaDbApplication iris) : PersonalPostsTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class PostApiOnMariaDb(MariaDbApplication iris) : PostApiTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class WhoReadsWhatOnMariaDb(MariaDbApplication iris) : WhoReadsWhatTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class FeedOnMariaDb(MariaDbApplication iris) : FeedTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class CommentsOnMariaDb(MariaDbApplication iris) : CommentTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class ModerationOnMariaDb(MariaDbApplication iris) : ModerationTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class OwnDaysOnMariaDb(MariaDbApplication iris) : OwnDaysTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class ProfilesOnMariaDb(MariaDbApplication iris) : ProfileTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class SearchOnMariaDb(MariaDbApplication iris) : SearchTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class PostLikesOnMariaDb(MariaDbApplication iris) : PostLikesTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class FriendshipOnMariaDb(MariaDbApplication iris) : FriendshipTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class SharedDiaryOnMariaDb(MariaDbApplication iris) : SharedDiaryTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class LiveLikesOnMariaDb(MariaDbApplication iris) : LiveLikesTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class NotificationOnMariaDb(MariaDbApplication iris) : NotificationTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class DeletedReadingsOnMariaDb(MariaDbApplication iris) : DeletedReadingsTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class GalleryApiOnMariaDb(MariaDbApplication iris) : GalleryApiTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class PersonalReadingsOnMariaDb(MariaDbApplication iris) : PersonalReadingsTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class CellsApiOnMariaDb(MariaDbApplication iris) : CellsApiTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class GenderApiOnMariaDb(MariaDbApplication iris) : GenderApiTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class FaceTypeApiOnMariaDb(MariaDbApplication iris) : FaceTypeApiTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class CardApiOnMariaDb(MariaDbApplication iris) : CardApiTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class TypeApiOnMariaDb(MariaDbApplication iris) : TypeApiTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class ReferenceApiOnMariaDb(MariaDbApplication iris) : ReferenceApiTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class TrainingApiOnMariaDb(MariaDbApplication iris) : TrainingApiTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class SurveyApiOnMariaDb(MariaDbApplication iris) : SurveyApiTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class FrameKeepingOnMariaDb(MariaDbApplication iris) : FrameKeepingTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class FaceIdOnMariaDb(MariaDbApplication iris) : FaceIdTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class ReportOnMariaDb(MariaDbApplication iris) : ReportTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class LiveApiOnMariaDb(MariaDbApplication iris) : LiveApiTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class LiveSessionsOnMariaDb(MariaDbApplication iris) : LiveSessionsTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class DatabaseOnMariaDb(MariaDbApplication iris) : DatabaseTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class HostileTextOnMariaDb(MariaDbApplication iris) : HostileTextTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class MachinesOnMariaDb(MariaDbApplication iris) : MachinesTests(iris);

[Collection(nameof(WithMariaDb))]
public sealed class AuditLogOnMariaDb(MariaDbApplication iris) : AuditLogTests(iris);
