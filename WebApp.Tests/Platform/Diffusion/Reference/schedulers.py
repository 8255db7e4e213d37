"""Schedulers in float64, step by step as the papers write them; makes schedulers.json. Only numpy is used: python3 schedulers.py

DDIM        Song, Meng, Ermon: Denoising Diffusion Implicit Models, arXiv 2010.02502, eq. 12 with sigma = 0
Euler       Karras, Aittala, Aila, Laine: Elucidating the Design Space, arXiv 2206.00364, alg. 1 without correction, preconditioning of table 1 (VP)
ancestral   k-diffusion's get_ancestral_step: sigma_up^2 = s_n^2 (s^2 - s_n^2) / s^2, which is the posterior variance of DDPM (arXiv 2006.11239) in sigma
LCM         Luo et al.: Latent Consistency Models, arXiv 2310.04378, alg. 3; boundary condition of arXiv 2303.01469, eq. 5, with sigma_data = 0.5
zero SNR    Lin et al.: Common Diffusion Noise Schedules and Sample Steps are Flawed, arXiv 2305.08891, alg. 1 and table 2
cosine      Nichol, Dhariwal: Improved DDPM, arXiv 2102.09672, eq. 17
velocity    Salimans, Ho: Progressive Distillation, arXiv 2202.00512, v = sqrt(abar) eps - sqrt(1 - abar) x0
"""
import json
from pathlib import Path

import numpy as np

T, SIZE = 1000, 6


def alphas_bar(schedule, first, last, zero_snr):
    if schedule == 'linear':
        betas = np.linspace(first, last, T)
    elif schedule == 'scaled_linear':
        betas = np.linspace(np.sqrt(first), np.sqrt(last), T) ** 2
    else:
        f = np.cos((np.arange(T + 1) / T + 0.008) / 1.008 * np.pi / 2) ** 2
        betas = np.minimum(1 - f[1:] / f[:-1], 0.999)
    abar = np.cumprod(1 - betas)
    if zero_snr:
        root = np.sqrt(abar)
        root = (root - root[-1]) * root[0] / (root[0] - root[-1])
        abar = root ** 2
    return abar


def timesteps(spacing, steps, offset):
    if spacing == 'leading':
        return (np.arange(steps) * (T // steps))[::-1] + offset
    if spacing == 'trailing':
        return np.round(np.arange(T, 0, -T / steps)).astype(int)[:steps] - 1
    return np.round(np.linspace(0, T - 1, steps)).astype(int)[::-1] if steps > 1 else np.array([T - 1])


def denoised(kind, m, x, abar):
    """x0 and epsilon for latents sqrt(abar) x0 + sqrt(1 - abar) epsilon."""
    a, s = np.sqrt(abar), np.sqrt(1 - abar)
    if kind == 'epsilon':
        return (x - s * m) / a, m
    if kind == 'v_prediction':
        return a * x - s * m, a * m + s * x
    return m, (x - a * m) / s


def ddim(case, abar, ts, x, predictions, noises):
    for i, t in enumerate(ts):
        inputs = x
        x0, eps = denoised(case['prediction_type'], predictions[i], x, abar[t])
        if case['clip_sample']:
            x0 = np.clip(x0, -1, 1)
        after = abar[ts[i + 1]] if i + 1 < len(ts) else 1.0 if case['set_alpha_to_one'] else abar[0]
        x = np.sqrt(after) * x0 + np.sqrt(1 - after) * eps
        yield inputs, x, x0


def lcm(case, abar, ts, x, predictions, noises):
    for i, t in enumerate(ts):
        inputs = x
        x0, _ = denoised(case['prediction_type'], predictions[i], x, abar[t])
        if case['clip_sample']:
            x0 = np.clip(x0, -1, 1)
        scaled = 10 * t
        result = 0.25 / (scaled ** 2 + 0.25) * x + scaled / np.sqrt(scaled ** 2 + 0.25) * x0
        if i + 1 < len(ts):
            after = abar[ts[i + 1]]
            x = np.sqrt(after) * result + np.sqrt(1 - after) * noises[i]
        else:
            x = result
        yield inputs, x, x0


def sigmas(abar, ts):
    floored = np.maximum(abar[ts], 2.0 ** -24)
    return np.append(np.sqrt((1 - floored) / floored), 0.0)


def euler(case, abar, ts, x, predictions, noises, ancestral=False):
    s = sigmas(abar, ts)
    for i in range(len(ts)):
        inputs = x / np.sqrt(s[i] ** 2 + 1)
        # The same latents with unit variance, for which x0 is known from the prediction.
        x0, _ = denoised(case['prediction_type'], predictions[i], inputs, 1 / (s[i] ** 2 + 1))
        if case['clip_sample']:
            x0 = np.clip(x0, -1, 1)
        up = np.sqrt(s[i + 1] ** 2 * (s[i] ** 2 - s[i + 1] ** 2) / s[i] ** 2) if ancestral else 0.0
        down = np.sqrt(s[i + 1] ** 2 - up ** 2)
        derivative = (x - x0) / s[i]
        x = x + derivative * (down - s[i]) + up * noises[i]
        yield inputs, x, x0


def run(name, rng, **changes):
    case = dict(name=name, scheduler='ddim', beta_schedule='scaled_linear', beta_start=0.00085, beta_end=0.012, prediction_type='epsilon', timestep_spacing='leading',
                steps_offset=0, set_alpha_to_one=True, clip_sample=False, rescale_betas_zero_snr=False, steps=5) | changes
    abar = alphas_bar(case['beta_schedule'], case['beta_start'], case['beta_end'], case['rescale_betas_zero_snr'])
    steps = case['steps']
    if case['scheduler'] == 'lcm':
        origin = (np.arange(1, 51) * (T // 50) - 1)[::-1]
        ts = origin[np.floor(np.linspace(0, 50, steps, endpoint=False)).astype(int)]
    else:
        ts = timesteps(case['timestep_spacing'], steps, case['steps_offset'])
    noise, predictions, noises = rng.standard_normal(SIZE), rng.standard_normal((steps, SIZE)), rng.standard_normal((steps, SIZE))
    start = 1.0
    if case['scheduler'].startswith('euler'):
        largest = sigmas(abar, ts)[0]
        start = np.sqrt(largest ** 2 + 1) if case['timestep_spacing'] == 'leading' else largest
    step = {'ddim': ddim, 'lcm': lcm, 'euler': euler, 'euler_a': lambda *a: euler(*a, ancestral=True)}[case['scheduler']]
    inputs, latents, clean = (np.array(part) for part in zip(*step(case, abar, ts, start * noise, predictions, noises)))
    return case | dict(timesteps=ts.tolist(), noise=noise.tolist(), predictions=predictions.tolist(), noises=noises.tolist(), start=float(start),
                       inputs=inputs.tolist(), latents=latents.tolist(), clean=clean.tolist())


def main():
    rng = np.random.default_rng(5)
    v, trailing = dict(prediction_type='v_prediction'), dict(timestep_spacing='trailing')
    zero = dict(rescale_betas_zero_snr=True) | v | trailing
    sd = dict(steps_offset=1, set_alpha_to_one=False)
    cases = [
        run('stable diffusion 1', rng, **sd, steps=25),
        run('stable diffusion 2', rng, **sd, **v),
        run('our painter', rng, **zero, steps=20),
        run('ddim, one step, trailing', rng, **zero, steps=1),
        run('ddim, linspace, linear betas', rng, beta_schedule='linear', beta_start=0.0001, beta_end=0.02, timestep_spacing='linspace', steps=7),
        run('ddim, cosine betas', rng, beta_schedule='squaredcos_cap_v2', prediction_type='sample'),
        run('ddim, clipped', rng, clip_sample=True, **v),
        run('ddim, steps that do not divide', rng, **trailing, **v, steps=7),
        run('euler', rng, scheduler='euler', timestep_spacing='linspace', steps=6),
        run('euler, leading', rng, scheduler='euler', **sd),
        run('euler, velocity, clipped', rng, scheduler='euler', clip_sample=True, **v, **trailing),
        run('euler, zero snr', rng, scheduler='euler', **zero, steps=8),
        run('turbo, one step', rng, scheduler='euler', **trailing, steps=1),
        run('euler, sample', rng, scheduler='euler', prediction_type='sample', timestep_spacing='linspace'),
        run('ancestral', rng, scheduler='euler_a', timestep_spacing='linspace', steps=6),
        run('ancestral, zero snr', rng, scheduler='euler_a', **zero),
        run('ancestral, one step', rng, scheduler='euler_a', **trailing, steps=1),
        run('lcm', rng, scheduler='lcm', steps=4),
        run('lcm, one step', rng, scheduler='lcm', steps=1),
        run('lcm, velocity, clipped', rng, scheduler='lcm', steps=3, clip_sample=True, **v),
    ]
    schedules = [dict(beta_schedule=s, rescale_betas_zero_snr=z, alphas={str(t): float(a[t]) for t in (0, 1, 250, 500, 998, 999)})
                 for s in ('linear', 'scaled_linear', 'squaredcos_cap_v2') for z in (False, True) for a in [alphas_bar(s, 0.00085, 0.012, z)]]
    Path(__file__).with_suffix('.json').write_text(json.dumps(dict(schedules=schedules, cases=cases), indent=None, separators=(',', ':')) + '\n')


if __name__ == '__main__':
    main()
