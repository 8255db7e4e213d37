namespace Iris.Platform.Diffusion.Schedulers;

/// <summary>
/// One step of any scheduler. With x the latents, m the network's output and z fresh noise:
/// clean = <paramref name="CleanLatents"/>·x + <paramref name="CleanPrediction"/>·m, kept in range where that is asked for, and then
/// x ← <paramref name="Latents"/>·x + <paramref name="Prediction"/>·m + <paramref name="Clean"/>·clean + <paramref name="Noise"/>·z.
/// </summary>
/// <param name="Input">The network sees <paramref name="Input"/>·x.</param>
/// <param name="CleanLatents">Share of the latents in the clean estimate.</param>
/// <param name="CleanPrediction">Share of the output in the clean estimate.</param>
/// <param name="Latents">What stays of the latents.</param>
/// <param name="Prediction">What comes of the output, beside what comes through the clean estimate.</param>
/// <param name="Clean">What comes of the clean estimate.</param>
/// <param name="Noise">Standard deviation of fresh noise.</param>
internal readonly record struct StepWeights(
    double Input, double CleanLatents, double CleanPrediction, double Latents, double Prediction, double Clean, double Noise);
