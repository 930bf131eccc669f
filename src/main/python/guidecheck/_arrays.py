"""Points as NumPy arrays or as tensors of PyTorch, which is never imported here: tensors are known by their shape."""

from __future__ import annotations

import contextlib
import sys
from typing import Any, Iterator, Sequence

import numpy as np


def is_tensor(points: Any) -> bool:
    """Whether points are a tensor of PyTorch, or of a library with its methods."""
    return hasattr(points, "detach") and hasattr(points, "new_tensor")


def to_numpy(points: Any) -> np.ndarray:
    """An array of the same points. Tensors come to the processor, and those of half precision become float32."""
    if not is_tensor(points):
        return np.asarray(points)
    tensor = points.detach()
    if str(tensor.dtype).endswith(("float16", "bfloat16")):
        tensor = tensor.float()
    return tensor.cpu().numpy()


def of_kind(points: Any, array: np.ndarray) -> Any:
    """An array as what the points are: as it stands, or as a tensor of their dtype on their device."""
    return points.new_tensor(array) if is_tensor(points) else array


class NumpyArrays:
    """Arrays for samplers in NumPy."""

    name = "numpy"

    def points(self, array: np.ndarray) -> Any:
        """An array of doubles, for the sampler."""
        return array

    def joined(self, parts: Sequence[Any], axis: int) -> Any:
        return np.concatenate(parts, axis)

    def generator(self, seed: int) -> Any:
        """A source of normals, seeded."""
        return np.random.default_rng([seed, 1])

    @contextlib.contextmanager
    def seeded(self, seed: int) -> Iterator[None]:
        """Seeds NumPy's global generator, for samplers that draw from it, and restores it at the end."""
        before = np.random.get_state()
        np.random.seed(seed % 2**32)
        try:
            yield
        finally:
            np.random.set_state(before)


class TorchArrays:
    """Tensors for samplers in PyTorch, which the caller has imported."""

    name = "torch"

    def __init__(self, device: Any = "cpu", dtype: Any = None):
        self._torch = sys.modules["torch"]
        self._device = self._torch.device(device)
        self._dtype = dtype

    def points(self, array: np.ndarray) -> Any:
        """A tensor, for the sampler; of doubles unless another dtype was given."""
        return self._torch.from_numpy(np.ascontiguousarray(array)).to(self._device, self._dtype)

    def joined(self, parts: Sequence[Any], axis: int) -> Any:
        return self._torch.cat(tuple(parts), axis)

    def generator(self, seed: int) -> Any:
        """A source of normals, seeded."""
        return self._torch.Generator(device=self._device).manual_seed(seed)

    @contextlib.contextmanager
    def seeded(self, seed: int) -> Iterator[None]:
        """Seeds PyTorch's global generators, for samplers that draw from them, and restores them at the end."""
        on = [self._device] if self._device.type == "cuda" else []
        with self._torch.random.fork_rng(devices=on):
            # Other numbers than those of generator(seed).
            self._torch.manual_seed(2**53 + seed)
            yield


def arrays_for(example: Any, dtype: Any = None) -> Any:
    """The arrays that a sampler works with, by an example such as its time steps."""
    return TorchArrays(example.device, dtype) if is_tensor(example) else NumpyArrays()
