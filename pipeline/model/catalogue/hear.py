"""Sentences about engines, models and drafts."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "engine-unknown": (
        "没有名为“{engine}”的识别引擎。请在 archive.yml 的 engine 一栏改写为：{known}。",
        "There is no engine named {engine}. Write one of these as engine in archive.yml: {known}.",
    ),
    "whisper-missing": (
        '识别引擎 openai-whisper 没有安装。请运行 pip install "koushu[whisper]" 安装。',
        'openai-whisper is not installed. Run pip install "koushu[whisper]" first.',
    ),
    "model-unnamed": (
        "archive.yml 没有写明识别模型。请在 model 一栏写上模型名称（如 large-v3）或模型文件的路径。",
        "archive.yml names no model. Write a name (such as large-v3) or the path of a model file as model.",
    ),
    "silero-missing": (
        'archive.yml 中 speech: silero 所需的模型没有安装。请改写为 speech: loudness，或执行：pip install "koushu[faster]"',
        'The model for speech: silero in archive.yml is missing. Write speech: loudness, or run: pip install "koushu[faster]"',
    ),
    "sherpa-missing": (
        '没有安装 sherpa-onnx。请执行：pip install "koushu[sherpa]"',
        'sherpa-onnx is not installed. Run: pip install "koushu[sherpa]"',
    ),
    "voices-not-found": (
        "archive.yml 的 speakers 所写的模型“{model}”找不到或不能用。请检查路径，或删去 speakers 一项。",
        "The model {model} under speakers in archive.yml is not there or cannot be used. Check its path, or remove speakers.",
    ),
    "model-not-found": (
        "找不到识别模型“{model}”：既没有这个文件，也不是 Whisper 的模型名称。可用的名称：{known}。",
        "The model {model} is neither a file nor a name that Whisper knows. Names: {known}.",
    ),
    "model-unreadable": (
        "“{model}”不是 Whisper 模型，或文件不完整。请换成正确的模型文件，或重新复制一份。",
        "{model} is not a Whisper model, or has lost its end. Name the right file, or copy it again.",
    ),
    "model-not-read": (
        "打不开识别模型“{model}”（{reason}）。请检查读取权限。",
        "The model {model} cannot be opened ({reason}). Check that you may read it.",
    ),
    "model-too-large": (
        "内存不足，装不下识别模型“{model}”。请换用较小的模型（如 small），或在内存更大的电脑上运行。",
        "There is not enough memory for the model {model}. Name a smaller one (such as small), or use a larger machine.",
    ),
    "model-not-downloaded": (
        "识别模型“{model}”没有下载成功（{reason}）。请检查网络，或在别处下载后把文件路径写在 archive.yml 的 model 一栏。",
        "The model {model} was not downloaded ({reason}). Check the network, or name the path of a copy in archive.yml.",
    ),
    "transcript-empty": (
        "文字稿 {file} 里没有一条字幕。请确认拿对了文件。",
        "The transcript {file} holds no cue. Check that it is the right file.",
    ),
    "file-unreadable": (
        "打不开 {file}（{reason}）。请检查文件名和读取权限。",
        "{file} cannot be opened ({reason}). Check its name and that you may read it.",
    ),
    "file-empty": (
        "{file} 是空文件（0 字节）。请重新复制一份。",
        "{file} is empty (0 bytes). Copy it again.",
    ),
    # sherpa-onnx and its model folders
    "sherpa-unnamed": (
        "archive.yml 没有写明识别模型。请在 model 一栏写上 sherpa-onnx 模型文件夹的路径。",
        "archive.yml names no model. Write the path of a sherpa-onnx model folder as model.",
    ),
    "sherpa-no-folder": (
        "找不到模型文件夹“{model}”。sherpa 引擎的模型是一个文件夹：请在 archive.yml 的 model 一栏写上它的路径。",
        "There is no model folder {model}. A model for sherpa is a folder: write its path as model in archive.yml.",
    ),
    "sherpa-no-graph": (
        "文件夹“{model}”里没有模型文件（.onnx）。请写上解压后直接放着 .onnx 文件的那一层文件夹。",
        "The folder {model} holds no model file (.onnx). Name the unpacked folder in which the .onnx files lie.",
    ),
    "sherpa-file-missing": (
        "模型文件夹“{model}”看来是 {kind} 模型，但缺少 {file}。请从原来的压缩包里补上，或整个重新解压。",
        "The folder {model} looks like a {kind} model, but {file} is missing. Unpack the archive it came in again.",
    ),
    "sherpa-file-empty": (
        "模型文件夹“{model}”里的 {file} 是空文件。请从原来的压缩包里重新解压。",
        "{file} in the model folder {model} is empty. Unpack the archive it came in again.",
    ),
    "sherpa-file-broken": (
        "模型文件夹“{model}”里的 {file} 不是完整的 ONNX 模型。请重新下载或复制一份。",
        "{file} in the model folder {model} is not a whole ONNX model. Download or copy it again.",
    ),
    "sherpa-kind-unclear": (
        "看不出文件夹“{model}”里的 {file} 是哪一种模型。sherpa 引擎认得的有：{known}。请换用其中一种。",
        "Nothing tells what kind of model {file} in {model} is. sherpa is used here with: {known}. Choose one of these.",
    ),
    "sherpa-refuses": (
        "sherpa-onnx 装不上 {kind} 模型“{model}”（{reason}）。请确认文件夹里的文件出自同一个压缩包，并且内存足够。",
        "sherpa-onnx cannot load the {kind} model {model} ({reason}). See that its files are of one archive and memory suffices.",
    ),
    "sherpa-fails": (
        "sherpa-onnx 用模型“{model}”识别这段录音时出错（{reason}）。请换一个模型再听写这段录音。",
        "sherpa-onnx failed on this recording with the model {model} ({reason}). Hear it with another model.",
    ),
    "punctuation-not-found": (
        "“{model}”不是标点模型文件夹。请在 archive.yml 的 punctuation 一栏写上 sherpa-onnx 的 ct-transformer 文件夹。",
        "{model} holds no punctuation model. Write a ct-transformer folder of sherpa-onnx as punctuation in archive.yml.",
    ),
    "machine-punctuation": (
        "{at}“{words}”的标点是标点模型加上的。请对照录音核对断句。",
        "{at} “{words}”: its punctuation was set by a model. Check the sentences against the sound.",
    ),
}
