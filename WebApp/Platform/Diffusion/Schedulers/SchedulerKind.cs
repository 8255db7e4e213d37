namespace Iris.Platform.Diffusion.Schedulers;

/// <summary>How the steps from noise to a picture are taken.</summary>
public enum SchedulerKind
{
    /// <summary>Deterministic (Song, Meng and Ermon 2021).</summary>
    Ddim,

    /// <summary>Euler's method on the probability flow (Karras et al. 2022).</summary>
    Euler,

    /// <summary>As <see cref="Euler"/>, with fresh noise after every step.</summary>
    EulerAncestral,

    /// <summary>A few large steps of a network that was distilled for them (Luo et al. 2023).</summary>
    Lcm,
}
