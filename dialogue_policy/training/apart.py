"""Environments shared out over a few processes, one a core: what one search of a process found serves all its conversations.

stable-baselines3's `SubprocVecEnv` gives each environment a process of its own, so that each searches for itself what another
has found; and a conversation that begins (a goal is drawn from the whole store) holds up all the others. Here each process has
its share in a `DummyVecEnv`, and draws the goals of the conversations to come while it waits.
"""

from __future__ import annotations

import multiprocessing as mp
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any

import gymnasium as gym
import numpy as np
from stable_baselines3.common.vec_env import DummyVecEnv, VecEnv


class Apart(VecEnv):
    """`environments`, shared out evenly over `processes`; steps and resets come out as those of a `DummyVecEnv`. Forks, so that
    what they hold is never sent. Each has `prepare()`, which does some of its next reset's work, if any is left to do, and says
    whether there was; seeds and options reach none of them.
    """

    def __init__(self, environments: Sequence[gym.Env[Any, Any]], processes: int) -> None:
        shares = np.array_split(np.arange(len(environments)), min(processes, len(environments)))
        self._one = environments[0]
        self._sizes = [len(share) for share in shares]
        context = mp.get_context("fork")
        self._pipes: list[Connection] = []
        self._processes = []
        for share in shares:
            ours, theirs = context.Pipe()
            process = context.Process(
                target=_hold, args=(theirs, [environments[i] for i in share], [*self._pipes, ours]), daemon=True
            )
            process.start()
            theirs.close()
            self._pipes.append(ours)
            self._processes.append(process)
        super().__init__(len(environments), environments[0].observation_space, environments[0].action_space)

    def reset(self) -> np.ndarray:
        told = self._asked("reset")
        self.reset_infos = [info for _, infos in told for info in infos]
        return np.concatenate([seen for seen, _ in told])

    def step_async(self, actions: np.ndarray) -> None:
        for pipe, some in zip(self._pipes, np.split(actions, np.cumsum(self._sizes)[:-1]), strict=True):
            pipe.send(("step", some))

    def step_wait(self) -> Any:
        told = [pipe.recv() for pipe in self._pipes]
        seen, rewards, over = (np.concatenate([one[i] for one in told]) for i in range(3))
        self.reset_infos = [info for one in told for info in one[4]]
        return seen, rewards, over, [info for one in told for info in one[3]]

    def close(self) -> None:
        for pipe, process in zip(self._pipes, self._processes, strict=True):
            pipe.close()
            process.join()

    def has_attr(self, attr_name: str) -> bool:
        return hasattr(self._one, attr_name)

    def get_attr(self, attr_name: str, indices: Any = None) -> list[Any]:
        values = [value for some in self._asked("attribute", attr_name) for value in some]
        return [values[i] for i in self._get_indices(indices)]

    def env_method(self, method_name: str, *args: Any, indices: Any = None, **kwargs: Any) -> list[Any]:
        if indices is not None:
            raise NotImplementedError("environments held apart are asked all together")
        return [value for some in self._asked("method", (method_name, args, kwargs)) for value in some]

    def set_attr(self, attr_name: str, value: Any, indices: Any = None) -> None:
        raise NotImplementedError("environments held apart are set up before")

    def env_is_wrapped(self, wrapper_class: type[gym.Wrapper[Any, Any, Any, Any]], indices: Any = None) -> list[bool]:
        return [False for _ in self._get_indices(indices)]

    def _asked(self, name: str, given: object = None) -> list[Any]:
        for pipe in self._pipes:
            pipe.send((name, given))
        return [pipe.recv() for pipe in self._pipes]


def _hold(pipe: Connection, environments: list[Any], others: Sequence[Connection]) -> None:
    """What each process does until the pipe is closed at the other end; that of `others` is closed here, so that it can be."""
    for other in others:
        other.close()
    held = DummyVecEnv([lambda one=one: one for one in environments])
    try:
        while True:
            while not pipe.poll() and any(one.prepare() for one in environments):
                pass
            name, given = pipe.recv()
            if name == "step":
                pipe.send((*held.step(given), list(held.reset_infos)))
            elif name == "reset":
                pipe.send((held.reset(), list(held.reset_infos)))
            elif name == "attribute":
                pipe.send(held.get_attr(given))
            else:
                method, args, kwargs = given
                pipe.send(held.env_method(method, *args, **kwargs))
    except (EOFError, ConnectionError, KeyboardInterrupt):
        return
