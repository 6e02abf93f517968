"""Sentences about clusters, their workers, and what these must reach."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "cluster-missing": (
        '没有安装集群所需的 distributed。请运行 pip install "koushu[cluster]" 安装。',
        'distributed, which clusters need, is not installed. Run pip install "koushu[cluster]" first.',
    ),
    "cluster-unreachable": (
        "{address} 没有 Dask 调度器应答（{why}）。请核对地址，并确认 dask scheduler 正在运行。",
        "No Dask scheduler answers at {address} ({why}). Check the address, and that dask scheduler is running.",
    ),
    "cluster-empty": (
        "{address} 的调度器还没有工作进程。请先启动 dask worker {address}。",
        "The scheduler at {address} has no worker yet. Start dask worker {address} first.",
    ),
    "cluster-no-worker": (
        "{address} 的 {count} 个工作进程都没有 {resources}。启动 dask worker 时请加 --resources {resources}，否则这里不要写。",
        "None of the {count} workers at {address} has {resources}. Start one with that as --resources, or leave --resources out.",
    ),
    "cluster-without-koushu": (
        "工作进程 {worker} 没有安装 koushu。请在那台机器上安装与本机相同的版本。",
        "The worker {worker} has no koushu. Install the same version there as here.",
    ),
    "cluster-versions": (
        "工作进程 {worker} 的 {name} 是 {theirs}，本机是 {ours}，两边听写的结果可能不一致。请装成同一版本。",
        "The worker {worker} has {name} {theirs} and this machine {ours}, so drafts might differ. Install the same on both.",
    ),
    "cluster-no-data": (
        "工作进程 {worker} 在 {data} 看不到档案。请共享档案文件夹，并用 --data 写明工作进程看到的位置。",
        "The worker {worker} sees no archive at {data}. Share its folder, and say with --data where workers see it.",
    ),
    "cluster-no-windows": (
        "工作进程 {worker} 写进 {windows} 的文件，本机看不到。请用 --windows 写明两边都看得到的文件夹。",
        "What the worker {worker} writes to {windows} is not seen here. Name a folder that both see with --windows.",
    ),
    "cluster-lost": (
        "与集群调度器的连接断了，听写没有做完；已听完的部分都保存着。请确认调度器正在运行，再运行一次会接着做。",
        "The cluster's scheduler went away before all was heard. What was heard is kept. See that it runs, then run again.",
    ),
    "listener-differs": (
        "听写的机器与本机不一致：那里是 {theirs}，这里是 {ours}。请在两边装同一版本的识别引擎，用同一个模型文件。",
        "The machine that hears differs from this one: {theirs} there, {ours} here. Install the same engine and model on both.",
    ),
    "store-missing": (
        "打不开 {url}，缺少所需的程序包（{why}）。请先安装。",
        "{url} cannot be opened for want of a package ({why}). Install it first.",
    ),
    "store-unknown": (
        "认不出地址 {url}（{why}）。请写路径，或 fsspec 支持的地址，如 file:///srv/archive。",
        "The address {url} is not understood ({why}). Write a path, or a URL that fsspec knows, such as file:///srv/archive.",
    ),
}
