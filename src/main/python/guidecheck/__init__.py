"""Tests guided diffusion samplers, and guidance rules, on laws whose right answer is known exactly.

A complete sampler, and its guard:

    import numpy as np
    import guidecheck

    def sample(denoiser, n, dimension, alpha_bars, rng):
        x = rng.standard_normal((n, dimension))
        for a, b in zip(alpha_bars, alpha_bars[1:]):
            x0, eps = denoiser.x0(x, alpha_bar=a), denoiser.eps(x, alpha_bar=a)
            x = np.sqrt(b) * x0 + np.sqrt(1 - b) * eps
        return x / np.sqrt(alpha_bars[-1])

    guidecheck.guard(sample, like="ddim").assert_holds()

`guard` judges a sampler in this process; `serve` makes the program one that `guidecheck guard --command` can start.
`guard_guider` and `serve_guider` do the same for a guidance rule alone, a function of two predictions and a scale.
`serve_model` makes the program of a trained model one that `guidecheck audit` can compare with the law of its data.
The modules schedulers, kdiffusion and flow make samplers out of code in the shapes that libraries use. NumPy is the
only requirement; Java 17 or newer judges.
"""

from guidecheck import flow, kdiffusion, schedulers
from guidecheck._errors import GuidecheckError
from guidecheck._guard import guard
from guidecheck._guide import guard_guider, serve_guider
from guidecheck._pipe import PROTOCOL, Denoiser, serve
from guidecheck._predict import serve_model
from guidecheck._report import Evidence, Report, Verdict

__version__ = "0.1.0.dev0"
__all__ = ["PROTOCOL", "Denoiser", "Evidence", "GuidecheckError", "Report", "Verdict", "flow", "guard", "guard_guider",
           "kdiffusion", "schedulers", "serve", "serve_guider", "serve_model"]
