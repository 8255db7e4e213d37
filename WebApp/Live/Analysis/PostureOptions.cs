using System.ComponentModel.DataAnnotations;

namespace Iris.Live.Analysis;

/// <summary>Every constant of the posture coach; section <c>Live:Posture</c>. The formulas and their sources stand in docs/posture.md.</summary>
internal sealed record PostureOptions
{
    public static PostureOptions Default { get; } = new();

    /// <summary>Steady frames in a row that make a baseline.</summary>
    [Range(1, 300)]
    public int CalibrationFrames { get; init; } = 4;

    /// <summary>Most that width and position may differ from their mean while calibrating, as a share of the mean.</summary>
    [Range(0.001, 0.5)]
    public double CalibrationSteadiness { get; init; } = 0.03;

    /// <summary>A stored baseline is offered again for so many days.</summary>
    [Range(1, 3650)]
    public int BaselineDays { get; init; } = 30;

    /// <summary>A stored baseline is replaced when the face is wider or narrower by more than this share, or stands elsewhere by more than this share of its width.</summary>
    [Range(0.05, 1)]
    public double BaselineTolerance { get; init; } = 0.25;

    /// <summary>A face narrower than this share of the baseline sits elsewhere: after <see cref="SeatChangedSeconds"/> the baseline is made anew.</summary>
    [Range(0.1, 0.85)]
    public double SeatChangedWidth { get; init; } = 0.6;

    /// <summary>How long the face has to be that narrow.</summary>
    [Range(1, 3600)]
    public double SeatChangedSeconds { get; init; } = 20;

    /// <summary>Lower than baseline position plus nose distance times this is 'lowered'.</summary>
    [Range(0.5, 2)]
    public double LoweredFactor { get; init; } = 1.02;

    /// <summary>At least this much wider than the baseline is 'closer'.</summary>
    [Range(1, 3)]
    public double CloserFactor { get; init; } = 1.05;

    /// <summary>Narrower than this is 'farther': lowered and farther is leaning back, not a forward head.</summary>
    [Range(0.1, 1)]
    public double FartherFactor { get; init; } = 0.85;

    /// <summary>Least angle of an upright head; 90 is level.</summary>
    [Range(0, 90)]
    public double SmallestAngle { get; init; } = 80;

    /// <summary>Largest angle of an upright head.</summary>
    [Range(90, 180)]
    public double LargestAngle { get; init; } = 100;

    /// <summary>Least score of an ear or a shoulder.</summary>
    [Range(0.05, 1)]
    public double BodyScore { get; init; } = 0.4;

    /// <summary>Looks at the shoulders that make their baseline.</summary>
    [Range(1, 60)]
    public int BodyLooks { get; init; } = 3;

    /// <summary>Most that the neck may differ from its mean meanwhile, as a share of the mean.</summary>
    [Range(0.01, 0.5)]
    public double BodySteadyNeck { get; init; } = 0.08;

    /// <summary>Most that the slope may differ from its mean meanwhile, in degrees, where the person is seen from the side.</summary>
    [Range(1, 45)]
    public double BodySteadyLean { get; init; } = 6;

    /// <summary>Ears higher above the shoulders than so many widths of the shoulders: seen from the side.</summary>
    [Range(0.8, 10)]
    public double SideNeck { get; init; } = 1.2;

    /// <summary>From the front: a neck of at most this share of the baseline's is a head that has come forward.</summary>
    [Range(0.3, 0.99)]
    public double ForwardNeck { get; init; } = 0.8;

    /// <summary>From the side: so many degrees more slope than the baseline is a head that has come forward.</summary>
    [Range(1, 60)]
    public double ForwardLean { get; init; } = 12;

    /// <summary>Looks in a row that have to show it.</summary>
    [Range(1, 30)]
    public int BodyConfirmations { get; init; } = 2;

    /// <summary>What the shoulders said counts for so many seconds.</summary>
    [Range(0.5, 60)]
    public double BodyLastsSeconds { get; init; } = 3;

    /// <summary>Seconds without a face until 'no face' becomes 'away'.</summary>
    [Range(1, 3600)]
    public double AwayAfterSeconds { get; init; } = 10;

    /// <summary>Seconds in a bad posture before an alert, where the person has not set another value.</summary>
    [Range(0.1, 600)]
    public double AlertAfterSeconds { get; init; } = 5;

    /// <summary>An alert ends, and a run of bad frames breaks off, when the posture was not seen for so long.</summary>
    [Range(0.1, 60)]
    public double RecoverySeconds { get; init; } = 1.5;

    /// <summary>Least share of a run that must be bad to alert.</summary>
    [Range(0.1, 1)]
    public double AlertShare { get; init; } = 0.7;

    /// <summary>Closed below this share of the person's open eye.</summary>
    [Range(0.1, 0.95)]
    public double ClosedShare { get; init; } = 0.7;

    /// <summary>Open again above this share; the gap keeps a trembling lid from blinking twice.</summary>
    [Range(0.1, 1)]
    public double OpenShare { get; init; } = 0.78;

    /// <summary>Most that the limit of a quick blink rises to, a share of the open eye, where the eye is steady; <see cref="ClosedShare"/> or less: it never rises.</summary>
    [Range(0.1, 0.9)]
    public double SteadyClosedShare { get; init; } = 0.78;

    /// <summary>A quick blink falls by at least so many times the spread of the last ratios, which goes from <see cref="LowQuantile"/> to the open eye.</summary>
    [Range(1, 50)]
    public double SteadySpreads { get; init; } = 4;

    /// <summary>Longest time between two open frames, one before and one after a quick blink.</summary>
    [Range(0.1, 1.5)]
    public double QuickBlinkSeconds { get; init; } = 0.5;

    /// <summary>The quantile of the last ratios that is taken for the open eye.</summary>
    [Range(0.5, 1)]
    public double OpenQuantile { get; init; } = 0.8;

    /// <summary>The quantile of the last ratios that is taken for the lower end of what an open eye does.</summary>
    [Range(0, 0.5)]
    public double LowQuantile { get; init; } = 0.2;

    /// <summary>Seconds that the quantiles look back.</summary>
    [Range(2, 120)]
    public double OpenWindowSeconds { get; init; } = 20;

    /// <summary>Seconds of ratios before the first blink can be told.</summary>
    [Range(0, 60)]
    public double OpenLearningSeconds { get; init; } = 1;

    /// <summary>Compare with <see cref="FixedThreshold"/> instead of the person's own open eye.</summary>
    public bool UseFixedThreshold { get; init; }

    /// <summary>Eye aspect ratio below which an eye is closed, when <see cref="UseFixedThreshold"/> is set.</summary>
    [Range(0.05, 1)]
    public double FixedThreshold { get; init; } = 0.27;

    /// <summary>Closed longer than this is 'eyes closed', not a blink.</summary>
    [Range(0.2, 30)]
    public double EyesClosedSeconds { get; init; } = 1.5;

    /// <summary>Below this many frames per second blinks fall between frames and are not counted.</summary>
    [Range(1, 60)]
    public double BlinkFrameRate { get; init; } = 12;

    /// <summary>Seconds of counting before a rate is told, and before it can be too low.</summary>
    [Range(1, 60)]
    public double BlinkRateSeconds { get; init; } = 10;

    /// <summary>A longer pause between two frames is a gap: it belongs to no state.</summary>
    [Range(0.1, 60)]
    public double LongestGapSeconds { get; init; } = 2;
}
